import { Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ARecord, PrivateHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';

/** What a {@link ServiceDns} is made from. */
export interface ServiceDnsProps {
  readonly vpc: IVpc;
  /** IDs of further VPCs of the account and Region in which the names resolve. @default none */
  readonly furtherVpcIds?: readonly string[];
  /** The zone's name. A public zone of the same name stays as it is for everyone outside these VPCs. */
  readonly domain: string;
  /** Names of the services; each gets `<service>.<domain>`. */
  readonly services: readonly string[];
  readonly loadBalancer: IApplicationLoadBalancer;
}

/** Names for the services that resolve in these VPCs only, each an alias of the load balancer. */
export class ServiceDns extends Construct {
  readonly zone: PrivateHostedZone;

  constructor(scope: Construct, id: string, props: ServiceDnsProps) {
    super(scope, id);
    this.zone = new PrivateHostedZone(this, 'Zone', { vpc: props.vpc, zoneName: props.domain });
    const { availabilityZones } = Stack.of(this);
    for (const vpcId of props.furtherVpcIds ?? []) {
      // The zone reads the ID and the Region only, which is the stack's.
      this.zone.addVpc(Vpc.fromVpcAttributes(this, vpcId, { vpcId, availabilityZones }));
    }
    for (const service of props.services) {
      new ARecord(this, service, {
        zone: this.zone,
        recordName: service,
        target: RecordTarget.fromAlias(new LoadBalancerTarget(props.loadBalancer)),
      });
    }
  }
}
