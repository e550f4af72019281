import { CfnDomainNameAccessAssociation } from 'aws-cdk-lib/aws-apigateway';
import type { IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { allowClientNetworks } from './client-networks';
import { ExecuteApiEndpoint } from './execute-api-endpoint';

/** A service's private custom domain name. */
export interface AssociatedDomainName {
  /** Name of the service. */
  readonly service: string;
  /** ARN of the domain name, with its ID. */
  readonly arn: string;
}

/** What {@link PrivateDomainNames} are made from. */
export interface PrivateDomainNamesProps {
  readonly vpc: IVpc;
  /** One network interface of the endpoint is created in each. */
  readonly subnets: SubnetSelection;
  /** Account IDs of the services: APIs of any other account are not reached. */
  readonly serviceAccounts: readonly string[];
  /** IPv4 ranges of further networks whose clients are let in. @default only those of the VPC */
  readonly clientCidrs?: readonly string[];
  /** What the endpoint is associated with: domain names that other accounts share with this one. */
  readonly domainNames: readonly AssociatedDomainName[];
}

/**
 * The way to private custom domain names of other accounts: an execute-api endpoint that clients connect
 * to themselves, associated with each of the names. It is none that leads to public custom domain names,
 * which AWS says not to associate.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains-consumer-create.html
 */
export class PrivateDomainNames extends Construct {
  readonly endpoint: ExecuteApiEndpoint;

  constructor(scope: Construct, id: string, props: PrivateDomainNamesProps) {
    super(scope, id);
    const { vpc, subnets, serviceAccounts } = props;
    this.endpoint = new ExecuteApiEndpoint(this, 'ExecuteApi', {
      ...{ vpc, subnets, serviceAccounts },
      clients: 'clients',
    });
    allowClientNetworks(this.endpoint.securityGroup, vpc, props.clientCidrs);
    for (const { service, arn } of props.domainNames) {
      new CfnDomainNameAccessAssociation(this, service, {
        domainNameArn: arn,
        accessAssociationSource: this.endpoint.endpointId,
        accessAssociationSourceType: 'VPCE',
      });
    }
  }
}
