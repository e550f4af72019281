import {
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpoint,
  Peer,
  Port,
  SubnetType,
} from 'aws-cdk-lib/aws-ec2';
import type {
  GatewayVpcEndpoint,
  IInterfaceVpcEndpointService,
  SubnetSelection,
} from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { FunctionNetwork } from '@cross-account/cdk-app';
import { ClosedSecurityGroup, TwoZoneVpc } from '@cross-account/networking';
import type { TwoZoneVpcProps } from '@cross-account/networking';

/** What an {@link IsolatedServiceVpc} is made from. */
export interface IsolatedServiceVpcProps extends TwoZoneVpcProps {
  /** The Region's AWS-managed prefix list of DynamoDB, `pl-…`. */
  readonly dynamoDbPrefixListId: string;
}

/** One thing that a role may do through the endpoint. */
export interface EndpointAccess {
  readonly role: IRole;
  readonly actions: readonly string[];
  readonly resourceArns: readonly string[];
}

/**
 * A network without a way to or from the internet: isolated subnets in two zones, and a gateway
 * endpoint to DynamoDB as the only way out.
 */
export class IsolatedServiceVpc extends TwoZoneVpc {
  readonly dynamoDbEndpoint: GatewayVpcEndpoint;
  /** Lets functions reach DynamoDB over TLS, and nothing else. */
  readonly functionSecurityGroup: ClosedSecurityGroup;
  readonly privateSubnets: SubnetSelection = { subnetGroupName: 'Private' };

  constructor(scope: Construct, id: string, props: IsolatedServiceVpcProps) {
    super(scope, id, props, [
      { name: 'Private', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 20 },
    ]);
    this.dynamoDbEndpoint = this.vpc.addGatewayEndpoint('DynamoDb', {
      service: GatewayVpcEndpointAwsService.DYNAMODB,
      subnets: [this.privateSubnets],
    });
    this.functionSecurityGroup = new ClosedSecurityGroup(this, 'FunctionSecurityGroup', {
      vpc: this.vpc,
      description: 'Functions: out to DynamoDB only',
    });
    this.functionSecurityGroup.addEgressRule(
      Peer.prefixList(props.dynamoDbPrefixListId),
      Port.tcp(443),
      'HTTPS to DynamoDB',
    );
  }

  /** Where the service's functions run. */
  get functionNetwork(): FunctionNetwork {
    return {
      vpc: this.vpc,
      subnets: this.privateSubnets,
      securityGroup: this.functionSecurityGroup,
    };
  }

  /**
   * Opens a way from the functions to one more AWS service, such as SQS: an interface endpoint, which AWS bills by
   * the hour and zone. What a function may do there, a grant says.
   */
  addInterfaceEndpoint(id: string, service: IInterfaceVpcEndpointService): InterfaceVpcEndpoint {
    const securityGroup = new ClosedSecurityGroup(this, `${id}SecurityGroup`, {
      vpc: this.vpc,
      description: `Endpoint ${id}: in from the functions only`,
    });
    const endpoint = new InterfaceVpcEndpoint(this, id, {
      vpc: this.vpc,
      service,
      subnets: this.privateSubnets,
      securityGroups: [securityGroup],
      privateDnsEnabled: true,
      open: false,
    });
    endpoint.connections.allowFrom(this.functionSecurityGroup, Port.tcp(443), 'HTTPS');
    return endpoint;
  }

  /**
   * Opens the DynamoDB endpoint for one role's need. The first call replaces the endpoint's default
   * policy, which allows everything.
   */
  allowDynamoDb(access: EndpointAccess): void {
    this.dynamoDbEndpoint.addToPolicy(
      new PolicyStatement({
        // An endpoint policy has to name '*' and narrow it down by condition: it does not know roles.
        principals: [new AnyPrincipal()],
        actions: [...access.actions],
        resources: [...access.resourceArns],
        conditions: { ArnEquals: { 'aws:PrincipalArn': access.role.roleArn } },
      }),
    );
  }
}
