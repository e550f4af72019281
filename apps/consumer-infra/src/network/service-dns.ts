import { Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { ARecord, PrivateHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import type { IAliasRecordTarget } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';

/** A service's name `<service>.<domain>`, and the target of its alias record. */
export interface ServiceName {
  readonly service: string;
  readonly target: IAliasRecordTarget;
}

/** The properties of {@link ServiceDns}. */
export interface ServiceDnsProps {
  readonly vpc: IVpc;
  /** IDs of further VPCs of the account and Region in which the names resolve. @default none */
  readonly furtherVpcIds?: readonly string[];
  /** The zone's name. A public zone with the same name still applies outside of these VPCs. */
  readonly domain: string;
  readonly names: readonly ServiceName[];
}

/** A private hosted zone with the services' names, which resolve only in these VPCs. */
export class ServiceDns extends Construct {
  readonly zone: PrivateHostedZone;

  constructor(scope: Construct, id: string, props: ServiceDnsProps) {
    super(scope, id);
    this.zone = new PrivateHostedZone(this, 'Zone', { vpc: props.vpc, zoneName: props.domain });
    const { availabilityZones } = Stack.of(this);
    for (const vpcId of props.furtherVpcIds ?? []) {
      // The zone needs only the VPC's ID and Region, which is the stack's.
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
