import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ARecord, PrivateHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';

/** What a {@link ServiceDns} is made from. */
export interface ServiceDnsProps {
  readonly vpc: IVpc;
  /** The zone's name. A public zone of the same name stays as it is for everyone outside the VPC. */
  readonly domain: string;
  /** Names of the services; each gets `<service>.<domain>`. */
  readonly services: readonly string[];
  readonly loadBalancer: IApplicationLoadBalancer;
}

/** Names for the services that resolve in this VPC only, each an alias of the load balancer. */
export class ServiceDns extends Construct {
  readonly zone: PrivateHostedZone;

  constructor(scope: Construct, id: string, props: ServiceDnsProps) {
    super(scope, id);
    this.zone = new PrivateHostedZone(this, 'Zone', { vpc: props.vpc, zoneName: props.domain });
    for (const service of props.services) {
      new ARecord(this, service, {
        zone: this.zone,
        recordName: service,
        target: RecordTarget.fromAlias(new LoadBalancerTarget(props.loadBalancer)),
      });
    }
  }
}
