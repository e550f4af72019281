import { CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnBasePathMappingV2, CfnDomainNameV2 } from 'aws-cdk-lib/aws-apigateway';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnResourceShare } from 'aws-cdk-lib/aws-ram';
import { Construct } from 'constructs';
import { STAGE_NAME } from './orders-api';
import { PrivateApiPolicy } from './resource-policy';

/** The properties of a {@link PrivateDomain}. */
export interface PrivateDomainProps {
  /** `<service>.<domain>`. It may exist in other accounts, too. */
  readonly hostName: string;
  /** A certificate for the host name, in the same account and Region. */
  readonly certificate: ICertificate;
  readonly api: RestApi;
  /** The consumer's execute-api endpoint, concrete (`vpce-…`), or several separated by commas. */
  readonly vpcEndpointId: string;
  /** Account ID of the consumer, which may associate its endpoint with the domain name. */
  readonly consumerAccount: string;
}

/** The stack output that the consumer's configuration needs. */
const DOMAIN_NAME_OUTPUT = 'DomainNameArn';

/** The RAM permission to associate a VPC endpoint with the shared domain name. */
const ASSOCIATE =
  'arn:aws:ram::aws:permission/APIGatewayPrivateDomainNameManagementPolicyDefaultPermission';

/**
 * A private custom domain name of the API, which is resolved only through VPC endpoints that are associated
 * with it. The consumer creates the association, for which this account shares the domain name. L1, because
 * CDK's L2 `DomainName` supports public domain names only.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains.html
 */
export class PrivateDomain extends Construct {
  /**
   * `arn:…:/domainnames/<host name>+<ID>`, known after deployment; the consumer associates its endpoint with
   * it.
   */
  readonly domainNameArn: string;
  private readonly policy = new PrivateApiPolicy('execute-api:/*');

  constructor(scope: Construct, id: string, props: PrivateDomainProps) {
    super(scope, id);
    for (const endpoint of props.vpcEndpointId.split(',')) this.grantInvokeFrom(endpoint);
    const domain = new CfnDomainNameV2(this, 'DomainName', {
      domainName: props.hostName,
      certificateArn: props.certificate.certificateArn,
      endpointConfiguration: { types: ['PRIVATE'] },
      securityPolicy: 'TLS_1_2',
      policy: this.policy,
    });
    this.domainNameArn = domain.attrDomainNameArn;
    new CfnBasePathMappingV2(this, 'Mapping', {
      domainNameArn: this.domainNameArn,
      basePath: STAGE_NAME,
      restApiId: props.api.restApiId,
      stage: props.api.deploymentStage.stageName,
    });
    new CfnOutput(this, 'Arn', {
      description: 'Copy into domainNameArn of the service in the consumer’s list',
      value: this.domainNameArn,
    }).overrideLogicalId(DOMAIN_NAME_OUTPUT);
    if (props.consumerAccount !== Stack.of(this).account) this.shareWith(props.consumerAccount);
  }

  /** Admits callers through another VPC endpoint, once it is associated with the domain name. */
  grantInvokeFrom(vpcEndpointId: string): void {
    this.policy.allowEndpoint(vpcEndpointId);
  }

  /** Shares the domain name. Within an organization, the consumer does not have to accept the share. */
  private shareWith(account: string): void {
    new CfnResourceShare(this, 'Share', {
      name: `${Stack.of(this).stackName}-domain-name`,
      resourceArns: [this.domainNameArn],
      principals: [account],
      permissionArns: [ASSOCIATE],
    });
  }
}
