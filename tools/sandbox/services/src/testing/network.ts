/** A small VPC of one account, for tests of its resources. */
import { Policy } from '@sandbox/policy/policy';
import { Ec2 } from '../ec2/ec2';
import { parseCidr } from '../ec2/ipv4';
import { securityGroupRule, type RuleProperties } from '../ec2/security-group-rule';
import type { VpcEndpoint, VpcEndpointProps } from '../ec2/vpc-endpoint';

export const vpcId = 'vpc-1';
export const defaultGroup = 'sg-default';

/** EC2 with one VPC, 10.0.0.0/16, and its subnets `subnet-1`, 10.0.1.0/24, and so on. */
export function network(subnets = 1): Ec2 {
  const ec2 = new Ec2('eu-central-1');
  putVpc(ec2, vpcId, defaultGroup);
  for (let number = 1; number <= subnets; number++) {
    putSubnet(ec2, `subnet-${number}`, `10.0.${number}.0/24`);
  }
  return ec2;
}

export function putVpc(ec2: Ec2, id: string, defaultSecurityGroup: string): void {
  const cidrBlock = parseCidr('10.0.0.0/16');
  ec2.putVpc({ id, cidrBlock, defaultSecurityGroup, hasDnsHostnames: true, constructPath: id });
}

export function putSubnet(ec2: Ec2, id: string, cidr: string, inVpc = vpcId): void {
  ec2.putSubnet({ id, vpcId: inVpc, cidrBlock: parseCidr(cidr), constructPath: id });
}

/** Adds a group with only these rules; each rule's construct path is the group's ID. */
export function putGroup(
  ec2: Ec2,
  id: string,
  rules: {
    readonly ingress?: readonly RuleProperties[];
    readonly egress?: readonly RuleProperties[];
  },
): void {
  ec2.securityGroups.put({
    id,
    vpcId,
    constructPath: id,
    rules: (['ingress', 'egress'] as const).flatMap((direction) =>
      (rules[direction] ?? []).map((rule, index) =>
        securityGroupRule(`${id}-${direction}-${index}`, direction, rule, id),
      ),
    ),
  });
}

/** A policy that allows everything, the default of endpoints. */
export const fullAccess = new Policy(
  { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] },
  'full access',
);

/** @param parts overrides of an execute-api endpoint in `subnet-1`. */
export function putEndpoint(ec2: Ec2, parts: Partial<VpcEndpointProps> = {}): VpcEndpoint {
  return ec2.putVpcEndpoint({
    id: 'vpce-1',
    vpcId,
    serviceName: 'com.amazonaws.eu-central-1.execute-api',
    type: 'Interface',
    subnetIds: ['subnet-1'],
    securityGroupIds: [defaultGroup],
    routeTableIds: [],
    privateDns: false,
    policy: fullAccess,
    constructPath: 'endpoint',
    ...parts,
  });
}
