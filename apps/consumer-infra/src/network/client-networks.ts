import { Validations } from 'aws-cdk-lib';
import { Peer, Port } from 'aws-cdk-lib/aws-ec2';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { ClosedSecurityGroup } from '@cross-account/networking';

const HTTPS = Port.tcp(443);

const CANNOT_SEE =
  'The rule cannot read the range, which is an attribute of the VPC. A test checks that it is the range of the VPC, on port 443.';

/**
 * Allows ingress to a security group from clients in the VPC and in further networks, on port 443.
 * @param cidrs IPv4 ranges of the further networks
 */
export function allowClientNetworks(
  group: ClosedSecurityGroup,
  vpc: IVpc,
  cidrs: readonly string[] = [],
): void {
  group.addIngressRule(Peer.ipv4(vpc.vpcCidrBlock), HTTPS, 'HTTPS from the VPC');
  for (const cidr of cidrs) {
    group.addIngressRule(Peer.ipv4(cidr), HTTPS, 'HTTPS from a client network');
  }
  Validations.of(group).acknowledge(
    { id: 'AwsSolutions-EC23', reason: CANNOT_SEE },
    { id: 'NIST.800.53.R5-EC2RestrictedCommonPorts', reason: CANNOT_SEE },
    { id: 'NIST.800.53.R5-EC2RestrictedSSH', reason: CANNOT_SEE },
  );
}
