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

/** The properties of an {@link IsolatedServiceVpc}. */
export interface IsolatedServiceVpcProps extends TwoZoneVpcProps {
  /** The Region's AWS-managed prefix list of DynamoDB, `pl-…`. */
  readonly dynamoDbPrefixListId: string;
}

/** A permission of a role through the endpoint. */
export interface EndpointAccess {
  readonly role: IRole;
  readonly actions: readonly string[];
  readonly resourceArns: readonly string[];
}

/**
 * A VPC without internet access: isolated subnets in two Availability Zones, and a gateway endpoint for
 * DynamoDB as the only route out.
 */
export class IsolatedServiceVpc extends TwoZoneVpc {
  readonly dynamoDbEndpoint: GatewayVpcEndpoint;
  /** The security group of the functions, which allows only DynamoDB over TLS. */
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

  /** The network that the service's functions run in. */
  get functionNetwork(): FunctionNetwork {
    return {
      vpc: this.vpc,
      subnets: this.privateSubnets,
      securityGroup: this.functionSecurityGroup,
    };
  }

  /**
   * Connects the functions to another AWS service, such as SQS, with an interface endpoint, which AWS bills
   * per hour and Availability Zone. Functions additionally need permissions from a grant.
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
   * Allows access of one role through the DynamoDB endpoint. The first call replaces the endpoint's default
   * policy, which allows everything.
   */
  allowDynamoDb(access: EndpointAccess): void {
    this.dynamoDbEndpoint.addToPolicy(
      new PolicyStatement({
        // An endpoint policy must allow the principal '*' and restrict it by condition: it does not support
        // roles as principals.
        principals: [new AnyPrincipal()],
        actions: [...access.actions],
        resources: [...access.resourceArns],
        conditions: { ArnEquals: { 'aws:PrincipalArn': access.role.roleArn } },
      }),
    );
  }
}
