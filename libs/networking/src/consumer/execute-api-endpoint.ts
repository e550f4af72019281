import { InterfaceVpcEndpoint, InterfaceVpcEndpointAwsService } from 'aws-cdk-lib/aws-ec2';
import type { Connections, IConnectable, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { ClosedSecurityGroup } from '../closed-security-group';

/** What an {@link ExecuteApiEndpoint} is made from. */
export interface ExecuteApiEndpointProps {
  readonly vpc: IVpc;
  /** One network interface is created in each. */
  readonly subnets: SubnetSelection;
}

/**
 * The door to private APIs of other accounts. Its private DNS is off: on, every public API Gateway
 * API would resolve to this endpoint for the whole VPC and answer 403. Nobody may connect until
 * they are allowed to through {@link connections}.
 */
export class ExecuteApiEndpoint extends Construct implements IConnectable {
  readonly endpoint: InterfaceVpcEndpoint;
  readonly connections: Connections;

  constructor(scope: Construct, id: string, props: ExecuteApiEndpointProps) {
    super(scope, id);
    const securityGroup = new ClosedSecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      description: 'execute-api endpoint: in from the load balancer only',
    });
    this.connections = securityGroup.connections;
    this.endpoint = new InterfaceVpcEndpoint(this, 'Endpoint', {
      vpc: props.vpc,
      service: InterfaceVpcEndpointAwsService.APIGATEWAY,
      subnets: props.subnets,
      securityGroups: [securityGroup],
      privateDnsEnabled: false,
      open: false,
    });
  }

  /** `vpce-…`, known after deployment. */
  get endpointId(): string {
    return this.endpoint.vpcEndpointId;
  }
}
