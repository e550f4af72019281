import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { CertificateSource } from '@cross-account/stages';

/** The parameters of {@link stageCertificate}. */
export interface StageCertificateProps {
  /**
   * The name of the public hosted zone, if one is used. A name is delegated to one zone, so each account
   * has its own: `<domain>` the consumer's, `<service>.<domain>` a service's.
   */
  readonly zoneName: string;
  /** The domain name of the certificate, for example `*.<domain>`. */
  readonly subject: string;
  readonly source: CertificateSource;
}

/**
 * Returns the certificate of a stage: the existing one that the stage specifies, or a new one with DNS
 * validation.
 */
export function stageCertificate(scope: Construct, props: StageCertificateProps): ICertificate {
  const { source, zoneName, subject } = props;
  if ('certificateArn' in source) {
    return Certificate.fromCertificateArn(scope, 'Certificate', source.certificateArn);
  }
  const zone = PublicHostedZone.fromPublicHostedZoneAttributes(scope, 'PublicZone', {
    hostedZoneId: source.publicHostedZoneId,
    zoneName,
  });
  return new Certificate(scope, 'Certificate', {
    domainName: subject,
    validation: CertificateValidation.fromDns(zone),
  });
}
