/** AWS::ElasticLoadBalancingV2: load balancers, listeners, rules and target groups. */
import { z } from 'zod';
import type { Action } from '../../services/elasticloadbalancing/elastic-load-balancing';
import { stableHex } from '../../services/identifiers';
import { resourceType, uniqueHex, type ResourceContext, type ResourceType } from '../resource-type';

const actionSchema = z
  .discriminatedUnion('Type', [
    z.object({ Type: z.literal('forward'), TargetGroupArn: z.string() }),
    z.object({
      Type: z.literal('fixed-response'),
      FixedResponseConfig: z.object({
        StatusCode: z.coerce.number(),
        ContentType: z.string().default('text/plain'),
        MessageBody: z.string().default(''),
      }),
    }),
  ])
  .transform((action): Action => {
    if (action.Type === 'forward') {
      return { type: 'forward', targetGroupArn: action.TargetGroupArn };
    }
    const { StatusCode, ContentType, MessageBody } = action.FixedResponseConfig;
    return {
      type: 'fixed-response',
      statusCode: StatusCode,
      contentType: ContentType,
      body: MessageBody,
    };
  });

const oneAction = z.array(actionSchema).transform(([action], context) => {
  if (action) return action;
  context.addIssue('at least one action is needed');
  return z.NEVER;
});

const conditionSchema = z.discriminatedUnion('Field', [
  z.object({ Field: z.literal('host-header'), HostHeaderConfig: valuesConfig() }),
  z.object({ Field: z.literal('path-pattern'), PathPatternConfig: valuesConfig() }),
]);

function valuesConfig() {
  return z.object({ Values: z.array(z.string()) });
}

function arn(kind: string, context: ResourceContext): string {
  const { account, logicalId } = context;
  const prefix = `arn:aws:elasticloadbalancing:${account.region}:${account.id}`;
  return `${prefix}:${kind}/${logicalId.slice(0, 32)}/${uniqueHex(16, context)}`;
}

export const elasticLoadBalancingTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': resourceType({
    properties: z.object({
      LoadBalancerAttributes: z
        .array(z.object({ Key: z.string(), Value: z.unknown() }))
        .default([]),
    }),
    replaceOn: ['Name', 'Scheme', 'Type'],
    nameProperty: 'Name',
    put({ LoadBalancerAttributes }, context) {
      const { account, logicalId } = context;
      const ref = arn('loadbalancer/app', context);
      const fullName = ref.split(':loadbalancer/')[1] ?? '';
      const dnsName = `internal-${logicalId}-${stableHex(10, ref)}.${account.region}.elb.amazonaws.com`;
      account.elasticloadbalancing.putLoadBalancer({
        arn: ref,
        dnsName,
        dropsInvalidHeaders: LoadBalancerAttributes.some(
          ({ Key, Value }) =>
            Key === 'routing.http.drop_invalid_header_fields.enabled' && String(Value) === 'true',
        ),
      });
      return {
        ref,
        attributes: {
          LoadBalancerArn: ref,
          DNSName: dnsName,
          LoadBalancerFullName: fullName,
          LoadBalancerName: logicalId,
          CanonicalHostedZoneID: 'Z215JYRZR1TBD5',
        },
      };
    },
    delete: ({ ref }, { account }) => account.elasticloadbalancing.deleteLoadBalancer(ref),
  }),
  'AWS::ElasticLoadBalancingV2::TargetGroup': resourceType({
    properties: z.object({
      Port: z.coerce.number(),
      Targets: z.array(z.object({ Id: z.string() })).default([]),
    }),
    replaceOn: [
      'IpAddressType',
      'Name',
      'Port',
      'Protocol',
      'ProtocolVersion',
      'TargetType',
      'VpcId',
    ],
    nameProperty: 'Name',
    put({ Port, Targets }, context) {
      const ref = arn('targetgroup', context);
      context.account.elasticloadbalancing.putTargetGroup({
        arn: ref,
        port: Port,
        targets: Targets.map(({ Id }) => Id),
      });
      return {
        ref,
        attributes: {
          TargetGroupArn: ref,
          TargetGroupFullName: ref.split(':').at(-1),
          TargetGroupName: context.logicalId,
          LoadBalancerArns: [],
        },
      };
    },
    delete: ({ ref }, { account }) => account.elasticloadbalancing.deleteTargetGroup(ref),
  }),
  'AWS::ElasticLoadBalancingV2::Listener': resourceType({
    properties: z.object({
      LoadBalancerArn: z.string(),
      Port: z.coerce.number(),
      DefaultActions: oneAction,
    }),
    replaceOn: ['LoadBalancerArn'],
    put({ LoadBalancerArn, Port, DefaultActions }, context) {
      const ref = arn('listener/app', context);
      context.account.elasticloadbalancing.putListener({
        arn: ref,
        loadBalancerArn: LoadBalancerArn,
        port: Port,
        defaultAction: DefaultActions,
      });
      return { ref, attributes: { ListenerArn: ref } };
    },
    delete: ({ ref }, { account }) => account.elasticloadbalancing.deleteListener(ref),
  }),
  'AWS::ElasticLoadBalancingV2::ListenerRule': resourceType({
    properties: z.object({
      ListenerArn: z.string(),
      Priority: z.coerce.number(),
      Conditions: z.array(conditionSchema),
      Actions: oneAction,
    }),
    replaceOn: ['ListenerArn'],
    put({ ListenerArn, Priority, Conditions, Actions }, context) {
      const ref = arn('listener-rule/app', context);
      context.account.elasticloadbalancing.putRule(ListenerArn, {
        arn: ref,
        priority: Priority,
        hostHeaders: Conditions.flatMap((condition) =>
          condition.Field === 'host-header' ? condition.HostHeaderConfig.Values : [],
        ),
        pathPatterns: Conditions.flatMap((condition) =>
          condition.Field === 'path-pattern' ? condition.PathPatternConfig.Values : [],
        ),
        action: Actions,
        constructPath: context.constructPath,
      });
      return { ref, attributes: { RuleArn: ref } };
    },
    delete: ({ ref, properties }, { account }) =>
      account.elasticloadbalancing.deleteRule(properties.ListenerArn, ref),
  }),
};
