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

/** The properties of {@link PrivateDomainNames}. */
export interface PrivateDomainNamesProps {
  readonly vpc: IVpc;
  /** One network interface of the endpoint is created in each. */
  readonly subnets: SubnetSelection;
  /** Account IDs of the services: the endpoint allows no APIs of other accounts. */
  readonly serviceAccounts: readonly string[];
  /** IPv4 ranges of further networks whose clients are allowed. @default only those of the VPC */
  readonly clientCidrs?: readonly string[];
  /** The associated domain names, which other accounts share with this one. */
  readonly domainNames: readonly AssociatedDomainName[];
}

/**
 * An execute-api endpoint for private custom domain names of other accounts: clients connect to it directly,
 * and it is associated with each of the names. It is separate from the endpoint for public custom domain
 * names, as AWS recommends.
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
