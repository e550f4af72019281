import { DomainName, EndpointType, SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Construct } from 'constructs';
import { STAGE_NAME } from './orders-api';

/** What a {@link RegionalDomain} is made from. */
export interface RegionalDomainProps {
  /** `<service>.<domain>`: unique in the Region over all AWS accounts, so of a domain you own. */
  readonly hostName: string;
  /** Covers the host name; of the same account and Region. */
  readonly certificate: ICertificate;
  readonly api: RestApi;
}

/**
 * The name under which the private API is found by what comes through the consumer's endpoint: API
 * Gateway reads the Host header. The name is public, the API is not: its policy still decides.
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
