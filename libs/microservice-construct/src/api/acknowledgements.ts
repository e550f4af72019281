/** Why the API differs from what the rule packs of cdk-nag expect of an API. */
import type { Acknowledgment } from 'aws-cdk-lib';

const BY_ENDPOINT =
  'The API is private: its policy denies every call that does not come through a VPC endpoint that it names. Callers do not authenticate.';

const BY_SIGNATURE =
  'Callers are services, which sign with the credentials of their IAM roles, not users of a user pool.';

/**
 * Returns the acknowledgements for the API and its methods.
 * @param isSigned whether the methods require a signature
 */
export function apiNagAcknowledgements(isSigned: boolean): readonly Acknowledgment[] {
  if (isSigned) return [{ id: 'AwsSolutions-COG4', reason: BY_SIGNATURE }];
  return [
    { id: 'AwsSolutions-APIG4', reason: BY_ENDPOINT },
    { id: 'AwsSolutions-COG4', reason: BY_ENDPOINT },
  ];
}

const NO_WAF =
  'Callers are services of the same company, behind one VPC endpoint. API Gateway validates every body and parameter, and throttles requests.';
const NO_EXECUTION_LOG =
  'Execution logs quote refused bodies, which contain names of persons, in log groups that API Gateway creates and that never expire. Access logs and traces are on.';

/** The acknowledgements for the API's stage. */
export const stageNagAcknowledgements: readonly Acknowledgment[] = [
  { id: 'AwsSolutions-APIG3', reason: NO_WAF },
  { id: 'NIST.800.53.R5-APIGWAssociatedWithWAF', reason: NO_WAF },
  { id: 'AwsSolutions-APIG6', reason: NO_EXECUTION_LOG },
  { id: 'NIST.800.53.R5-APIGWExecutionLoggingEnabled', reason: NO_EXECUTION_LOG },
  {
    id: 'NIST.800.53.R5-APIGWCacheEnabledAndEncrypted',
    reason: 'Nothing is cached, so that a caller can read an order immediately after placing it.',
  },
  {
    id: 'NIST.800.53.R5-APIGWSSLEnabled',
    reason:
      'A client certificate authenticates API Gateway to HTTP backends. Lambda integrations use IAM.',
  },
];
