/** Small resources whose existence is visible in an account, for tests of stack operations. */

/** A resource whose creation fails. */
export const broken = {
  Type: 'AWS::ApiGateway::RequestValidator',
  Properties: { RestApiId: 'gone' },
};

export function logGroup(LogGroupName: string, rest: object = {}) {
  return { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName }, ...rest };
}

/** The VPC of `subnet`, if its logical ID is `Vpc`. */
export function vpc(CidrBlock = '10.0.0.0/16') {
  return { Type: 'AWS::EC2::VPC', Properties: { CidrBlock } };
}

export const subnet = {
  Type: 'AWS::EC2::Subnet',
  Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' },
};

export function hostedZone(Name: string) {
  return { Type: 'AWS::Route53::HostedZone', Properties: { Name } };
}

/** The DNS name of a load balancer. */
export function balancer(name: string): string {
  return `${name}.eu-central-1.elb.amazonaws.com`;
}

/** `food.test` as an alias of a load balancer's DNS name. */
export function foodAlias(DNSName: unknown) {
  return {
    Type: 'AWS::Route53::RecordSet',
    Properties: {
      Name: 'food.test.',
      Type: 'A',
      AliasTarget: { DNSName, HostedZoneId: 'Z215JYRZR1TBD5' },
    },
  };
}
