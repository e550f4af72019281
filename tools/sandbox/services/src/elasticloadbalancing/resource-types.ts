/** AWS::ElasticLoadBalancingV2: load balancers, listeners, rules and target groups. */
import { z } from 'zod';
import { customName, unique } from '@sandbox/engine/identity';
import { harmless, refused, refusedExcept } from '@sandbox/engine/property-declarations';
import {
  resourceTypesOf,
  uniqueHex,
  type ResourceContext,
  type ResourceType,
} from '@sandbox/engine/resource-type';
import { stableHex } from '@sandbox/kernel/identifiers';
import { oneAction, unreadOfActions } from './actions';
import type { LoadBalancer } from './elastic-load-balancing';
import { loadBalancerZone } from './hosted-zones';
import type { AccountWith } from '../services';

type Account = AccountWith<'ec2' | 'elasticloadbalancing'>;

const resourceType = resourceTypesOf<Account>();

const conditionSchema = z.discriminatedUnion('Field', [
  z.object({ Field: z.literal('host-header'), HostHeaderConfig: valuesConfig() }),
  z.object({ Field: z.literal('path-pattern'), PathPatternConfig: valuesConfig() }),
]);

function valuesConfig() {
  return z.object({ Values: z.array(z.string()) });
}

const attributesSchema = z
  .array(z.object({ Key: z.string(), Value: z.coerce.string() }))
  .default([])
  .transform((attributes) => new Map(attributes.map(({ Key, Value }) => [Key, Value])));

const loadBalancerProperties = z.object({
  Name: z.string().optional(),
  LoadBalancerAttributes: attributesSchema.refine(
    (attributes) =>
      attributes.get('routing.http.xff_header_processing.mode') !== 'remove' &&
      attributes.get('routing.http.xff_header_processing.mode') !== 'preserve' &&
      Number(attributes.get('idle_timeout.timeout_seconds') ?? 60) >= 30,
    'only appending to X-Forwarded-For, and idle timeouts of at least 30 s, are supported',
  ),
  Scheme: z.literal('internal', 'only internal load balancers are supported'),
  Type: z.literal('application', 'only Application Load Balancers are supported').optional(),
  SecurityGroups: z.array(z.string()).default([]),
  Subnets: z.array(z.string()).default([]),
  SubnetMappings: z.array(z.object({ SubnetId: z.string() })).default([]),
});

const targetGroupProperties = z.object({
  Name: z.string().optional(),
  Port: z.coerce.number(),
  Protocol: z.literal('HTTPS', 'only HTTPS target groups are supported'),
  ProtocolVersion: z.literal('HTTP1', 'only HTTP/1.1 targets are supported').optional(),
  TargetType: z.literal('ip', 'only targets of type ip are supported'),
  VpcId: z.string(),
  Targets: z.array(z.object({ Id: z.string(), Port: z.coerce.number().optional() })).default([]),
  HealthCheckProtocol: z.string().default('HTTP'),
  HealthCheckPort: z.coerce.string().default('traffic-port'),
  Matcher: z.object({ HttpCode: z.coerce.string() }).default({ HttpCode: '200' }),
  TargetGroupAttributes: attributesSchema.refine(
    (attributes) => attributes.get('stickiness.enabled') !== 'true',
    'sticky sessions are not supported',
  ),
});

function arn(kind: string, context: ResourceContext<Account>): string {
  const { account, logicalId } = context;
  const prefix = `arn:aws:elasticloadbalancing:${account.region}:${account.id}`;
  return `${prefix}:${kind}/${logicalId.slice(0, 32)}/${uniqueHex(16, context)}`;
}

export const elasticLoadBalancingTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': resourceType({
    properties: loadBalancerProperties,
    unread: [
      harmless(
        'the capacity of load balancers is not limited',
        'EnableCapacityReservationProvisionStabilize',
        'MinimumLoadBalancerCapacity',
      ),
      harmless('IPv6 is not supported', 'IpAddressType', 'SubnetMappings.IPv6Address'),
      harmless('nothing in the sandbox reads the tags of a load balancer', 'Tags'),
      refused(
        'only Application Load Balancers are supported',
        'EnablePrefixForIpv6SourceNat',
        'EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic',
        'SubnetMappings.AllocationId',
        'SubnetMappings.PrivateIPv4Address',
        'SubnetMappings.SourceNatIpv6Prefix',
      ),
      refused('address pools are not emulated', 'Ipv4IpamPoolId'),
    ],
    identity: ({ Name }) => customName(Name),
    replaceOn: ['Name', 'Scheme', 'Type'],
    put(properties, context) {
      const { account, logicalId } = context;
      const ref = arn('loadbalancer/app', context);
      const fullName = ref.split(':loadbalancer/')[1] ?? '';
      const dnsName = `internal-${logicalId}-${stableHex(10, ref)}.${account.region}.elb.amazonaws.com`;
      account.elasticloadbalancing.putLoadBalancer({
        arn: ref,
        dnsName,
        dropsInvalidHeaders:
          properties.LoadBalancerAttributes.get(
            'routing.http.drop_invalid_header_fields.enabled',
          ) === 'true',
        ...placement(ref, properties, context),
        constructPath: context.constructPath,
      });
      return {
        ref,
        attributes: {
          LoadBalancerArn: ref,
          DNSName: dnsName,
          LoadBalancerFullName: fullName,
          LoadBalancerName: properties.Name ?? logicalId,
          CanonicalHostedZoneID: loadBalancerZone(account.region),
        },
      };
    },
    delete({ ref, properties: { LoadBalancerAttributes } }, { account }) {
      if (LoadBalancerAttributes.get('deletion_protection.enabled') === 'true') {
        throw new Error(
          `Load balancer '${ref}' cannot be deleted because deletion protection is enabled`,
        );
      }
      account.elasticloadbalancing.deleteLoadBalancer(ref);
    },
  }),
  'AWS::ElasticLoadBalancingV2::TargetGroup': resourceType({
    properties: targetGroupProperties,
    unread: [
      harmless(
        'the health of a target is derived from the current rules and routes, not from checks over time',
        'HealthCheckEnabled',
        'HealthCheckIntervalSeconds',
        'HealthCheckPath',
        'HealthCheckTimeoutSeconds',
        'HealthyThresholdCount',
        'UnhealthyThresholdCount',
      ),
      harmless('the address of a target determines its zone', 'Targets.AvailabilityZone'),
      harmless('nothing in the sandbox reads the tags of a target group', 'Tags'),
      refusedExcept(['ipv4'], 'IPv6 is not supported', 'IpAddressType'),
      refused('only HTTP/1.1 targets are supported', 'Matcher.GrpcCode', 'Targets.QuicServerId'),
      refused('the target optimizer is not emulated', 'TargetControlPort'),
    ],
    identity: ({ Name }) => customName(Name),
    replaceOn: [
      'IpAddressType',
      'Name',
      'Port',
      'Protocol',
      'ProtocolVersion',
      'TargetType',
      'VpcId',
    ],
    put({ Port, Targets, VpcId, ...properties }, context) {
      const ref = arn('targetgroup', context);
      const { HealthCheckPort } = properties;
      context.account.elasticloadbalancing.putTargetGroup({
        arn: ref,
        vpcId: VpcId,
        targets: Targets.map(({ Id, Port: port = Port }) => ({ address: Id, port })),
        healthCheck: {
          protocol: properties.HealthCheckProtocol,
          port: HealthCheckPort === 'traffic-port' ? undefined : Number(HealthCheckPort),
          matcher: properties.Matcher.HttpCode,
        },
        constructPath: context.constructPath,
      });
      return {
        ref,
        attributes: {
          TargetGroupArn: ref,
          TargetGroupFullName: ref.split(':').at(-1),
          TargetGroupName: properties.Name ?? context.logicalId,
          LoadBalancerArns: [],
        },
      };
    },
    delete: ({ ref }, { account }) => account.elasticloadbalancing.deleteTargetGroup(ref),
  }),
  'AWS::ElasticLoadBalancingV2::Listener': resourceType({
    properties: z
      .object({
        LoadBalancerArn: z.string(),
        Port: z.coerce.number(),
        Protocol: z.enum(['HTTP', 'HTTPS'], 'only HTTP and HTTPS listeners are supported'),
        DefaultActions: oneAction,
        // Which one makes no difference: the sandbox issues its own certificate for every name.
        Certificates: z.array(z.object({ CertificateArn: z.string() })).default([]),
      })
      .refine(
        ({ Protocol, Certificates }) => Protocol !== 'HTTPS' || Certificates.length > 0,
        'A certificate must be specified for HTTPS listeners',
      ),
    unread: [
      ...unreadOfActions('DefaultActions'),
      harmless('TLS is negotiated with the defaults of Node.js', 'SslPolicy'),
      harmless('nothing in the sandbox reads the tags of a listener', 'Tags'),
      refused('only HTTP and HTTPS load balancers are supported', 'AlpnPolicy'),
      refused('header modification is not emulated', 'ListenerAttributes'),
      refusedExcept(
        [{ Mode: 'off' }],
        'client certificates are not requested',
        'MutualAuthentication',
      ),
    ],
    identity: ({ LoadBalancerArn, Port }) => [
      unique(
        [LoadBalancerArn, Port],
        `A listener already exists on this port for this load balancer '${LoadBalancerArn}'`,
      ),
    ],
    replaceOn: ['LoadBalancerArn'],
    put({ LoadBalancerArn, Port, Protocol, DefaultActions }, context) {
      const ref = arn('listener/app', context);
      context.account.elasticloadbalancing.putListener({
        arn: ref,
        loadBalancerArn: LoadBalancerArn,
        port: Port,
        protocol: Protocol,
        constructPath: context.constructPath,
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
    unread: [
      ...unreadOfActions('Actions'),
      harmless('nothing in the sandbox reads the tags of a rule', 'Tags'),
      refused(
        'only the conditions host-header and path-pattern are supported, each with its configuration',
        'Conditions.HttpHeaderConfig',
        'Conditions.HttpRequestMethodConfig',
        'Conditions.QueryStringConfig',
        'Conditions.SourceIpConfig',
        'Conditions.Values',
      ),
      refused(
        'regular expressions in rules are not emulated',
        'Conditions.HostHeaderConfig.RegexValues',
        'Conditions.PathPatternConfig.RegexValues',
        'Conditions.RegexValues',
      ),
      refused('rewriting host or path is not emulated', 'Transforms'),
    ],
    identity: ({ ListenerArn, Priority }) => [
      unique([ListenerArn, Priority], `Priority '${Priority}' is currently in use`),
    ],
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

/**
 * Where a load balancer's nodes are; without groups it gets the network's default one, as in AWS.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer
 */
function placement(
  ref: string,
  { Subnets, SubnetMappings, SecurityGroups }: z.output<typeof loadBalancerProperties>,
  { account: { ec2 } }: ResourceContext<Account>,
): Pick<LoadBalancer, 'nodes' | 'securityGroupIds' | 'vpcId'> {
  const subnetIds = [...Subnets, ...SubnetMappings.map(({ SubnetId }) => SubnetId)];
  if (ec2.shareZone(subnetIds)) {
    throw new Error(
      'A load balancer cannot be attached to multiple subnets in the same Availability Zone',
    );
  }
  const [first, second] = subnetIds;
  if (first === undefined || second === undefined) {
    throw new Error('At least two subnets in two different Availability Zones must be specified');
  }
  const { vpcId } = ec2.subnet(first);
  const { defaultSecurityGroup } = ec2.vpc(vpcId);
  return {
    vpcId,
    securityGroupIds: SecurityGroups.length > 0 ? SecurityGroups : [defaultSecurityGroup],
    nodes: subnetIds.map((subnetId) => ec2.addressFromEnd(subnetId, ref)),
  };
}
