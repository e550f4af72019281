/** Where the signatures of calls are verified. */
import type { EnforcementPoint } from '../enforcement-point';

const AUTHENTICATION = 'services/src/apigateway/caller-authentication.ts';

export const signaturePoints: readonly EnforcementPoint[] = [
  {
    name: 'a method with AWS_IAM is not called without a signature',
    file: 'front-doors/src/https/signer-hop.ts',
    enforcedBy: 'signer',
    cases: ['requires a signature', 'refuses an invalid signature even if the API requires none'],
  },
  {
    name: 'other authorization headers are not signatures',
    file: AUTHENTICATION,
    enforcedBy: 'incompleteSignature',
    cases: ['does not accept a bearer token as a signature'],
  },
  {
    name: 'a signature must match the request and the secret of the session',
    file: AUTHENTICATION,
    enforcedBy: 'mismatch',
    cases: [
      'refuses a signature made with another secret',
      'accepts a signed call that the API and the account of the caller allow',
    ],
  },
  {
    name: 'a signature must be scoped to API Gateway',
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
      'refuses a signature from the future',
    ],
  },
  {
    name: 'an access key must belong to a session',
    file: 'services/src/aws-api/caller.ts',
    enforcedBy: 'callerInSession',
    cases: ['refuses an unknown access key'],
  },
  {
    name: 'the policies of the signer are evaluated',
    file: 'front-doors/src/https/resource-policy-hop.ts',
    enforcedBy: 'judge',
    cases: [
      'refuses a role that the API does not name',
      'refuses a signed call through an endpoint that the API does not name',
      'refuses a caller of another account without an identity-based policy',
    ],
  },
];
