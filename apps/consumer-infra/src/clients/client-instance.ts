import { Tags, Validations } from 'aws-cdk-lib';
import {
  AmazonLinuxCpuType,
  BlockDeviceVolume,
  CfnInstance,
  EbsDeviceVolumeType,
  HttpTokens,
  Instance,
  InstanceClass,
  InstanceSize,
  InstanceType,
  MachineImage,
  Peer,
  Port,
} from 'aws-cdk-lib/aws-ec2';
import type { IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ClosedSecurityGroup } from '@cross-account/networking';

/** The properties of a {@link ClientInstance}. */
export interface ClientInstanceProps {
  readonly vpc: IVpc;
  /** Public subnets: Session Manager is reached through the internet gateway. */
  readonly subnets: SubnetSelection;
}

const ROOT_VOLUME_GIB = 8;

const BASIC_METRICS =
  'An instance for manual calls: nothing reads its metrics, and detailed monitoring is billed.';

/**
 * A small instance for manual calls to the services: Session Manager instead of SSH, no inbound connections,
 * outbound HTTPS only.
 *
 * It is in a public subnet with a public address, which costs a fraction of the interface endpoints that
 * Session Manager needs otherwise.
 */
export class ClientInstance extends Construct {
  readonly instance: Instance;

  constructor(scope: Construct, id: string, props: ClientInstanceProps) {
    super(scope, id);
    const securityGroup = new ClosedSecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      description: 'Client: HTTPS out, nothing in',
    });
    securityGroup.addEgressRule(
      Peer.anyIpv4(),
      Port.tcp(443),
      'HTTPS to the load balancer, Session Manager and package mirrors',
    );
    this.instance = new Instance(this, 'Instance', {
      vpc: props.vpc,
      vpcSubnets: props.subnets,
      associatePublicIpAddress: true,
      securityGroup,
      role: this.createRole(),
      instanceType: InstanceType.of(InstanceClass.T4G, InstanceSize.NANO),
      // The latest image at each deployment, from a public SSM parameter that CloudFormation reads.
      machineImage: MachineImage.latestAmazonLinux2023({ cpuType: AmazonLinuxCpuType.ARM_64 }),
      httpTokens: HttpTokens.REQUIRED,
      httpPutResponseHopLimit: 1,
      // CloudFormation does not add the stack's tags to volumes.
      propagateTagsToVolumeOnCreation: true,
      blockDevices: [
        {
          deviceName: '/dev/xvda',
          volume: BlockDeviceVolume.ebs(ROOT_VOLUME_GIB, {
            encrypted: true,
            volumeType: EbsDeviceVolumeType.GP3,
          }),
        },
      ],
    });
    const resource = this.instance.node.defaultChild;
    if (resource instanceof CfnInstance) resource.ebsOptimized = true;
    Tags.of(this.instance).add('Name', 'orders-client');
    Validations.of(this.instance).acknowledge(
      { id: 'AwsSolutions-EC28', reason: BASIC_METRICS },
      { id: 'NIST.800.53.R5-EC2InstanceDetailedMonitoringEnabled', reason: BASIC_METRICS },
    );
  }

  /** Creates a role with the AWS managed policy for the Session Manager agent. */
  private createRole(): Role {
    return new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore')],
    });
  }
}
