import { InterfaceVpcEndpoint, InterfaceVpcEndpointAwsService } from 'aws-cdk-lib/aws-ec2';
import type { Connections, IConnectable, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ClosedSecurityGroup } from '@cross-account/networking';

/** The properties of an {@link ExecuteApiEndpoint}. */
export interface ExecuteApiEndpointProps {
  readonly vpc: IVpc;
  /** One network interface is created in each. */
  readonly subnets: SubnetSelection;
  /** Account IDs of the services: the endpoint allows no APIs of other accounts. */
  readonly serviceAccounts: readonly string[];
  /** The clients, for the description of the security group. @default 'the load balancer only' */
  readonly clients?: string;
}

/**
 * The endpoint for private APIs of other accounts. Private DNS is disabled: otherwise, all public API Gateway
 * APIs would resolve to this endpoint in the whole VPC and return 403. No client may connect until it is
 * allowed with {@link connections}.
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
   * Replaces the endpoint's default policy, which allows all private APIs of all accounts. The caller of a
   * signed request is a principal, all others are anonymous; the policy allows both, and each API's resource
   * policy decides who may call it. A request with an invalid signature is rejected here, even if the API
   * requires no signature.
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
