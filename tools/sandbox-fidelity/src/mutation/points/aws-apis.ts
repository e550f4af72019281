/** Where calls of AWS APIs are authorized, and policies of several kinds combined. */
import type { EnforcementPoint } from '../enforcement-point';

const AUTHORIZATION = 'policy/src/authorization.ts';
const SECRETS = 'services/src/secretsmanager/operations.ts';

export const awsApiPoints: readonly EnforcementPoint[] = [
  {
    name: "a call needs the caller's policies",
    file: AUTHORIZATION,
    snippet: "if (identity.decision.effect !== 'allow') return refused('identity');",
    replacement:
      "if (identity.decision.effect !== 'allow') return { effect: 'allow', decidedBy: { kind: 'identity' } };",
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
    file: AUTHORIZATION,
    snippet:
      "if (identity.decision.effect === 'explicitDeny') return decided('identity', identity);",
    replacement: '',
    cases: ["lets a deny in a role's policy win"],
  },
  {
    name: 'a boundary bounds',
    file: AUTHORIZATION,
    snippet: "if (isBounded) return refused('boundary');\n  return needsResource",
    replacement: 'return needsResource',
    cases: ["lets a function do no more than its role's boundary"],
  },
  {
    name: 'another account needs the policy of the resource',
    file: AUTHORIZATION,
    snippet: 'if (needsResource && grant === undefined) return refused(resourceKind);',
    replacement:
      "if (needsResource && grant === undefined) return { effect: 'allow', decidedBy: { kind: resourceKind } };",
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
    file: AUTHORIZATION,
    snippet:
      "if (resource.decision.effect === 'explicitDeny') return decided(resourceKind, resource);",
    replacement: '',
    cases: ['lets an explicit deny keep out the own account too'],
  },
  {
    name: 'an index is a resource of its own',
    file: 'services/src/dynamodb/operations.ts',
    snippet: 'access.index === undefined ? tableArn : `${tableArn}/index/${access.index}`',
    replacement: 'tableArn',
    cases: ['lets a function read no index by a statement for the table'],
  },
  {
    name: 'a secret is decrypted only where the key lets the caller',
    file: SECRETS,
    snippet: 'if (!key || refusal !== undefined) throw noAccessToKms();',
    replacement: '',
    cases: [
      'shares no secret whose key does not let the other account decrypt',
      'decrypts for no account that the key policy does not name',
      'decrypts only through the service that the key policy names',
    ],
  },
  {
    name: 'the AWS managed key serves its own account only',
    file: SECRETS,
    snippet: 'if (owner.id === call.account.id) return;',
    replacement: 'return;',
    cases: ['shares no secret that the AWS managed key encrypts'],
  },
  {
    name: 'a secret of another account is found by its full ARN',
    file: SECRETS,
    snippet:
      'owner.secretsmanager.secret(id) ?? (isOwn ? owner.secretsmanager.named(name) : undefined)',
    replacement: 'owner.secretsmanager.secret(id) ?? owner.secretsmanager.named(name)',
    cases: ['finds no secret of another account by a partial ARN'],
  },
  {
    name: 'a name is of the own account',
    file: SECRETS,
    snippet: 'const owner = call.accountOf(ownerId);',
    replacement: "const owner = call.accountOf('111111111111');",
    cases: ['finds no secret of another account by its name'],
  },
  {
    name: 'Lambda takes a role only if it trusts Lambda',
    file: 'services/src/lambda/lambda.ts',
    snippet: "if (!this.props.iam.isTrusted(configuration.roleArn, 'lambda.amazonaws.com')) {",
    replacement: 'if (false) {',
    cases: ['deploys no function whose role does not trust Lambda'],
  },
  {
    name: 'a role is assumed only by whom it trusts',
    file: AUTHORIZATION,
    snippet: "const guardKind = policies.key ? 'key' : policies.trust ? 'trust' : undefined;",
    replacement: "const guardKind = policies.key ? 'key' : undefined;",
    cases: ['lets nobody assume a role that trusts only a service'],
  },
];
