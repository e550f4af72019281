/** Where AWS API calls are authorized, and policies of several types combined. */
import type { EnforcementPoint } from '../enforcement-point';

export const awsApiPoints: readonly EnforcementPoint[] = [
  {
    name: "a call needs the caller's policies",
    file: 'policy/src/authorization.ts',
    enforcedBy: 'authorize',
    cases: [
      'refuses a table read without a statement for the table',
      'refuses a table read without a policy',
      'refuses an index read with a statement for the table',
      'refuses an index read with a statement for another index',
      'refuses a query with a statement for GetItem',
      'refuses a write to another table',
    ],
  },
  {
    name: "a deny in the caller's policies takes precedence",
    file: 'policy/src/authorization.ts',
    enforcedBy: 'authorize',
    cases: ['refuses a call that the role policy denies'],
  },
  {
    name: 'a permissions boundary limits permissions',
    file: 'policy/src/authorization.ts',
    enforcedBy: 'authorize',
    cases: ['refuses a call beyond the permissions boundary of the role'],
  },
  {
    name: 'another account needs a resource-based policy',
    file: 'policy/src/authorization.ts',
    enforcedBy: 'authorize',
    cases: [
      'does not share a secret without a policy',
      'does not share a secret with an account that its policy does not name',
      'does not share a value with a statement for DescribeSecret',
      'does not share a secret with a condition on another version stage',
      'does not share a secret whose key does not allow the other account to decrypt',
      'does not decrypt for an account that the key policy does not name',
      'decrypts only through the service that the key policy names',
    ],
  },
  {
    name: 'a deny in the resource-based policy takes precedence',
    file: 'policy/src/authorization.ts',
    enforcedBy: 'authorize',
    cases: ['refuses a secret to its own account because of an explicit deny'],
  },
  {
    name: 'an index is a separate resource',
    file: 'services/src/dynamodb/operations.ts',
    enforcedBy: 'authorizeTable',
    cases: ['refuses an index read with a statement for the table'],
  },
  {
    name: 'a secret is decrypted only if the key allows the caller',
    file: 'services/src/secretsmanager/operations.ts',
    enforcedBy: 'decrypt',
    cases: [
      'does not share a secret whose key does not allow the other account to decrypt',
      'does not decrypt for an account that the key policy does not name',
      'decrypts only through the service that the key policy names',
    ],
  },
  {
    name: 'the AWS managed key is usable in its own account only',
    file: 'services/src/secretsmanager/operations.ts',
    enforcedBy: 'decrypt',
    cases: ['does not share a secret that is encrypted with the AWS managed key'],
  },
  {
    name: 'a secret of another account is found by its full ARN only',
    file: 'services/src/secretsmanager/operations.ts',
    enforcedBy: 'find',
    cases: ['does not find a secret of another account by a partial ARN'],
  },
  {
    name: 'a secret name refers to the account of the caller',
    file: 'services/src/secretsmanager/operations.ts',
    enforcedBy: 'find',
    cases: ['does not find a secret of another account by its name'],
  },
  {
    name: 'Lambda accepts a role only if it trusts Lambda',
    file: 'services/src/lambda/lambda.ts',
    enforcedBy: 'Lambda.putFunction',
    cases: ['refuses to deploy a function whose role does not trust Lambda'],
  },
  {
    name: 'Lambda rejects retired runtimes',
    file: 'services/src/lambda/retired-runtimes.ts',
    enforcedBy: 'isRetired',
    cases: ['refuses to deploy a function with a retired runtime'],
  },
  {
    name: 'a role can be assumed only by principals that it trusts',
    file: 'policy/src/authorization.ts',
    enforcedBy: 'authorize',
    cases: ['does not allow anyone to assume a role that trusts only a service'],
  },
];
