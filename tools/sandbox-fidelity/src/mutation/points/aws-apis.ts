/** Where calls of AWS APIs are authorized, and policies of several kinds combined. */
import type { EnforcementPoint } from '../enforcement-point';

export const awsApiPoints: readonly EnforcementPoint[] = [
  {
    name: "a call needs the caller's policies",
    file: 'policy/src/authorization.ts',
    enforcedBy: 'authorize',
    cases: [
      'lets a function read no table without a statement for it',
      'lets a function read no table without a policy',
      'lets a function read no index by a statement for the table',
      'lets a function read no index by a statement for another one',
      'lets a function query nothing by a statement for reading items',
      'lets a function place no order in another table',
    ],
  },
  {
    name: "a deny of the caller's policies wins",
    file: 'policy/src/authorization.ts',
    enforcedBy: 'authorize',
    cases: ["lets a deny in a role's policy win"],
  },
  {
    name: 'a boundary bounds',
    file: 'policy/src/authorization.ts',
    enforcedBy: 'authorize',
    cases: ["lets a function do no more than its role's boundary"],
  },
  {
    name: 'another account needs the policy of the resource',
    file: 'policy/src/authorization.ts',
    enforcedBy: 'authorize',
    cases: [
      'shares no secret without a policy',
      'shares no secret with an account that its policy does not name',
      'shares no value by a statement for the description',
      'shares no secret by a condition on another version stage',
      'shares no secret whose key does not let the other account decrypt',
      'decrypts for no account that the key policy does not name',
      'decrypts only through the service that the key policy names',
    ],
  },
  {
    name: 'a deny of the resource wins',
    file: 'policy/src/authorization.ts',
    enforcedBy: 'authorize',
    cases: ['lets an explicit deny keep out the own account too'],
  },
  {
    name: 'an index is a resource of its own',
    file: 'services/src/dynamodb/operations.ts',
    enforcedBy: 'authorizeTable',
    cases: ['lets a function read no index by a statement for the table'],
  },
  {
    name: 'a secret is decrypted only where the key lets the caller',
    file: 'services/src/secretsmanager/operations.ts',
    enforcedBy: 'decrypt',
    cases: [
      'shares no secret whose key does not let the other account decrypt',
      'decrypts for no account that the key policy does not name',
      'decrypts only through the service that the key policy names',
    ],
  },
  {
    name: 'the AWS managed key serves its own account only',
    file: 'services/src/secretsmanager/operations.ts',
    enforcedBy: 'decrypt',
    cases: ['shares no secret that the AWS managed key encrypts'],
  },
  {
    name: 'a secret of another account is found by its full ARN',
    file: 'services/src/secretsmanager/operations.ts',
    enforcedBy: 'find',
    cases: ['finds no secret of another account by a partial ARN'],
  },
  {
    name: 'a name is of the own account',
    file: 'services/src/secretsmanager/operations.ts',
    enforcedBy: 'find',
    cases: ['finds no secret of another account by its name'],
  },
  {
    name: 'Lambda takes a role only if it trusts Lambda',
    file: 'services/src/lambda/lambda.ts',
    enforcedBy: 'Lambda.putFunction',
    cases: ['deploys no function whose role does not trust Lambda'],
  },
  {
    name: 'a role is assumed only by whom it trusts',
    file: 'policy/src/authorization.ts',
    enforcedBy: 'authorize',
    cases: ['lets nobody assume a role that trusts only a service'],
  },
];
