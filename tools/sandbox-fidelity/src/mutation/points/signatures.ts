/** Where the signatures of calls of APIs are verified. */
import type { EnforcementPoint } from '../enforcement-point';

const AUTHENTICATION = 'services/src/apigateway/caller-authentication.ts';

export const signaturePoints: readonly EnforcementPoint[] = [
  {
    name: 'a method with AWS_IAM is not called without a signature',
    file: 'front-doors/src/https/signer-hop.ts',
    enforcedBy: 'signer',
    cases: [
      'asks for a signature where a request has none',
      'refuses a wrong signature on its way to an API that asks for none',
    ],
  },
  {
    name: 'what is no signature is none',
    file: AUTHENTICATION,
    enforcedBy: 'incompleteSignature',
    cases: ['takes no bearer token for a signature'],
  },
  {
    name: 'a signature is that of the request, by the secret of the session',
    file: AUTHENTICATION,
    enforcedBy: 'mismatch',
    cases: [
      'refuses a signature that another secret made',
      'lets in whoever signed and is allowed by the API and by the own account',
    ],
  },
  {
    name: 'a signature is for API Gateway',
    file: AUTHENTICATION,
    enforcedBy: 'scopeProblem',
    cases: ['refuses a signature for another service'],
  },
  {
    name: 'a signature is valid for five minutes',
    file: AUTHENTICATION,
    enforcedBy: 'timeProblem',
    cases: [
      'refuses a signature that is older than five minutes',
      'refuses a signature that is made in the future',
    ],
  },
  {
    name: 'an access key is that of a session',
    file: 'services/src/aws-api/caller.ts',
    enforcedBy: 'callerInSession',
    cases: ['refuses an access key that nobody has'],
  },
  {
    name: 'the policies of whoever signed have a say',
    file: 'front-doors/src/https/resource-policy-hop.ts',
    enforcedBy: 'judge',
    cases: [
      'lets in no other role than the API names',
      'keeps out whoever signed, through an endpoint that the API does not name',
      'lets in nobody of another account without a policy of the own',
    ],
  },
];
