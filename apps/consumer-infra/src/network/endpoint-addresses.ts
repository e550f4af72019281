import { CustomResource, Duration } from 'aws-cdk-lib';
import type { IInterfaceVpcEndpoint, InterfaceVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BundledFunction } from '@cross-account/cdk-app';

/** The properties of {@link EndpointAddresses}. */
export interface EndpointAddressesProps {
  readonly endpoint: IInterfaceVpcEndpoint &
    Pick<InterfaceVpcEndpoint, 'vpcEndpointNetworkInterfaceIds'>;
  /** Number of network interfaces of the endpoint: one for each of its subnets. */
  readonly count: number;
  /** Folder with the bundle `endpoint-addresses`. */
  readonly bundlesFolder: string;
}

/**
 * The private IP addresses of an interface endpoint. CloudFormation neither chooses nor returns them, so a
 * custom resource reads them from the endpoint's network interfaces, and again when the list of interfaces
 * changes.
 */
export class EndpointAddresses extends Construct {
  /** One address for each network interface, known after deployment. */
  readonly addresses: readonly string[];

  constructor(scope: Construct, id: string, props: EndpointAddressesProps) {
    super(scope, id);
    const reader = new BundledFunction(this, 'Reader', {
      bundlesFolder: props.bundlesFolder,
      bundle: 'endpoint-addresses',
      description: 'Custom resource: private IP addresses of a VPC endpoint',
      timeout: Duration.seconds(30),
      memorySizeMiB: 256,
    });
    const grant = reader.role.addToPrincipalPolicy(
      new PolicyStatement({
        // EC2's Describe actions do not support resource-level permissions.
        actions: ['ec2:DescribeNetworkInterfaces'],
        resources: ['*'],
      }),
    );
    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::EndpointAddresses',
      serviceToken: reader.function.functionArn,
      serviceTimeout: Duration.minutes(2),
      properties: { NetworkInterfaceIds: props.endpoint.vpcEndpointNetworkInterfaceIds },
    });
    // The function may be invoked as soon as it exists; without its policy its calls would be denied.
    if (grant.policyDependable) resource.node.addDependency(grant.policyDependable);
    this.addresses = Array.from({ length: props.count }, (_, index) =>
      resource.getAttString(`Address${index}`),
    );
  }
}
