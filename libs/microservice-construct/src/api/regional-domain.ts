import { DomainName, EndpointType, SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Construct } from 'constructs';
import { STAGE_NAME } from './orders-api';

/** The properties of a {@link RegionalDomain}. */
export interface RegionalDomainProps {
  /**
   * `<service>.<domain>`: unique in the Region across all AWS accounts, so it must be in a domain that you
   * own.
   */
  readonly hostName: string;
  /** A certificate for the host name, in the same account and Region. */
  readonly certificate: ICertificate;
  readonly api: RestApi;
}

/**
 * The custom domain name by which requests through the consumer's endpoint reach the private API: API Gateway
 * routes by the Host header. The name is public, the API is not: its policy still applies.
 */
export class RegionalDomain extends Construct {
  constructor(scope: Construct, id: string, props: RegionalDomainProps) {
    super(scope, id);
    const domain = new DomainName(this, 'DomainName', {
      domainName: props.hostName,
      certificate: props.certificate,
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    domain.addBasePathMapping(props.api, {
      basePath: STAGE_NAME,
      stage: props.api.deploymentStage,
    });
  }
}
