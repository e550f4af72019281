import { Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { ARecord, PrivateHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import type { IAliasRecordTarget } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';

/** A service's name `<service>.<domain>`, and what it is an alias of. */
export interface ServiceName {
  readonly service: string;
  readonly target: IAliasRecordTarget;
}

/** What a {@link ServiceDns} is made from. */
export interface ServiceDnsProps {
  readonly vpc: IVpc;
  /** IDs of further VPCs of the account and Region in which the names resolve. @default none */
  readonly furtherVpcIds?: readonly string[];
  /** The zone's name. A public zone of the same name stays as it is for everyone outside these VPCs. */
  readonly domain: string;
  readonly names: readonly ServiceName[];
}

/** Names for the services that resolve in these VPCs only. */
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
    for (const { service, target } of props.names) {
      new ARecord(this, service, {
        zone: this.zone,
        recordName: service,
        target: RecordTarget.fromAlias(target),
      });
    }
  }
}
