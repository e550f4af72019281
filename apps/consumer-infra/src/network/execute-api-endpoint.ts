import { InterfaceVpcEndpoint, InterfaceVpcEndpointAwsService } from 'aws-cdk-lib/aws-ec2';
import type { Connections, IConnectable, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ClosedSecurityGroup } from '@cross-account/networking';

/** What an {@link ExecuteApiEndpoint} is made from. */
export interface ExecuteApiEndpointProps {
  readonly vpc: IVpc;
  /** One network interface is created in each. */
  readonly subnets: SubnetSelection;
  /** Account IDs of the services: APIs of any other account are not reached. */
  readonly serviceAccounts: readonly string[];
  /** Who connects to it, as the security group says. @default 'the load balancer only' */
  readonly clients?: string;
}

/**
 * The door to private APIs of other accounts. Its private DNS is off: on, every public API Gateway
 * API would resolve to this endpoint for the whole VPC and answer 403. Nobody may connect until
 * they are allowed to through {@link connections}.
 */
export class ExecuteApiEndpoint extends Construct implements IConnectable {
  readonly endpoint: InterfaceVpcEndpoint;
  readonly connections: Connections;
  readonly securityGroup: ClosedSecurityGroup;

  constructor(scope: Construct, id: string, props: ExecuteApiEndpointProps) {
    super(scope, id);
    this.securityGroup = new ClosedSecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      description: `execute-api endpoint: in from ${props.clients ?? 'the load balancer only'}`,
    });
    this.connections = this.securityGroup.connections;
    this.endpoint = new InterfaceVpcEndpoint(this, 'Endpoint', {
      vpc: props.vpc,
      service: InterfaceVpcEndpointAwsService.APIGATEWAY,
      subnets: props.subnets,
      securityGroups: [this.securityGroup],
      privateDnsEnabled: false,
      open: false,
    });
    this.allowApisOf(props.serviceAccounts);
  }

  /**
   * Replaces the endpoint's default policy, which lets through to every private API of anyone. Whoever
   * signs is a principal to the endpoint, and everybody else is anonymous; it lets both through, and each
   * API's own policy decides who may call. A request whose signature is wrong gets no further than here,
   * also on its way to an API that asks for none.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-endpoint-policies.html
   */
  private allowApisOf(accounts: readonly string[]): void {
    const stack = Stack.of(this);
    this.endpoint.addToPolicy(
      new PolicyStatement({
        sid: 'InvokeApisOfTheServiceAccounts',
        principals: [new AnyPrincipal()],
        actions: ['execute-api:Invoke'],
        resources: [...new Set(accounts)].map((account) =>
          stack.formatArn({ service: 'execute-api', account, resource: '*' }),
        ),
      }),
    );
  }

  /** `vpce-…`, known after deployment. */
  get endpointId(): string {
    return this.endpoint.vpcEndpointId;
  }
}
