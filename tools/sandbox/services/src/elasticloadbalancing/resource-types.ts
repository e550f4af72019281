/** AWS::ElasticLoadBalancingV2: load balancers, listeners, rules and target groups. */
import { z } from 'zod';
import { customName, unique } from '@sandbox/engine/identity';
import { harmless, refused, refusedExcept } from '@sandbox/engine/property-declarations';
import {
  resourceTypesOf,
  type ResourceContext,
  type ResourceType,
} from '@sandbox/engine/resource-type';
import { stableHex } from '@sandbox/kernel/identifiers';
import { oneAction, unreadOfActions } from './actions';
import type { LoadBalancer } from './elastic-load-balancing';
import { loadBalancerZone } from './hosted-zones';
import { arnOf } from './arn';
import { addressProblem } from './limits';
import { listenerRuleType } from './listener-rule-type';
import type { AccountWith } from '../services';

type Account = AccountWith<'ec2' | 'elasticloadbalancing'>;

const resourceType = resourceTypesOf<Account>();

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

const targetAddress = z.string().refine((address) => addressProblem(address) === undefined, {
  error: ({ input }) => addressProblem(String(input)),
});

const targetGroupProperties = z.object({
  Name: z.string().optional(),
  Port: z.coerce.number(),
  Protocol: z.literal('HTTPS', 'only HTTPS target groups are supported'),
  ProtocolVersion: z.literal('HTTP1', 'only HTTP/1.1 targets are supported').optional(),
  TargetType: z.literal('ip', 'only targets of type ip are supported'),
  VpcId: z.string(),
  Targets: z.array(z.object({ Id: targetAddress, Port: z.coerce.number().optional() })).default([]),
  HealthCheckProtocol: z.string().default('HTTP'),
  HealthCheckPort: z.coerce.string().default('traffic-port'),
  Matcher: z.object({ HttpCode: z.coerce.string() }).default({ HttpCode: '200' }),
  TargetGroupAttributes: attributesSchema.refine(
    (attributes) => attributes.get('stickiness.enabled') !== 'true',
    'sticky sessions are not supported',
  ),
});

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
      const ref = arnOf('loadbalancer/app', context);
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
      const ref = arnOf('targetgroup', context);
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
        // Any certificate is accepted, since the sandbox issues its own certificate for every name.
        Certificates: z
          .array(z.object({ CertificateArn: z.string() }))
          .max(1, {
            error: ({ input }) =>
              `Up to '1' certificate ARNs can be specified, but '${(input as unknown[]).length}' were specified`,
          })
          .default([]),
        // Any policy is accepted, since TLS is negotiated with the defaults of Node.js.
        SslPolicy: z
          .string()
          .startsWith('ELBSecurityPolicy-', {
            error: ({ input }) => `SSL policy '${String(input)}' not found`,
          })
          .optional(),
      })
      .refine(
        ({ Protocol, Certificates, SslPolicy }) =>
          Protocol !== 'HTTP' || (Certificates.length === 0 && SslPolicy === undefined),
        'A certificate or SSL policy cannot be specified for HTTP listeners',
      )
      .refine(
        ({ Protocol, Certificates }) => Protocol !== 'HTTPS' || Certificates.length > 0,
        'A certificate must be specified for HTTPS listeners',
      ),
    unread: [
      ...unreadOfActions('DefaultActions'),
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
      const ref = arnOf('listener/app', context);
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
  'AWS::ElasticLoadBalancingV2::ListenerRule': listenerRuleType,
};

/**
 * Returns the VPC, subnets and groups of a load balancer's nodes; without groups, it gets the VPC's
 * default group, as in AWS.
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
  if (subnetIds.some((id) => ec2.subnet(id).vpcId !== vpcId)) {
    throw new Error(`All subnets must belong to the same VPC: '${vpcId}'`);
  }
  if (SecurityGroups.some((id) => ec2.securityGroups.get(id)?.vpcId !== vpcId)) {
    throw new Error('One or more security groups are invalid');
  }
  const { defaultSecurityGroup } = ec2.vpc(vpcId);
  return {
    vpcId,
    securityGroupIds: SecurityGroups.length > 0 ? SecurityGroups : [defaultSecurityGroup],
    nodes: subnetIds.map((subnetId) => ec2.addressFromEnd(subnetId, ref)),
  };
}
