/** The secret that the consumer shares: its policy, its key, and the ARN with which other accounts read it. */
import { consumer, docs } from '../edits';
import type { FidelityCase } from '../fidelity-case';
import { containing, including } from '../part';

const CONSUMER = '111111111111';
const SERVICE = '222222222222';
const SECRET_ARN =
  'arn:aws:secretsmanager:eu-central-1:111111111111:secret:SharedEndpointIdSecret6FE28620-dfc51a05e788-dfc51a';
const LIST_ROLE = 'food-service-sandbox-MicroservicelistordersLambdaRo-e903fcfc2df8';
const POLICY = 'SharedEndpointId/Policy';
const KEY = 'SharedEndpointId/Key/Resource';
const SECRET = 'SharedEndpointId/Secret/Resource';
const READERS = 'AccountsReadTheEndpointId';
const DECRYPT = 'AccountsDecryptThroughSecretsManager';

const secretStatement = (...at: readonly string[]) => [
  'ResourcePolicy',
  'Statement',
  READERS,
  ...at,
];
const keyStatement = (...at: readonly string[]) => ['KeyPolicy', 'Statement', DECRYPT, ...at];

const readBy = (account: string, SecretId = SECRET_ARN) => ({
  account,
  service: 'secretsmanager',
  target: 'secretsmanager.GetSecretValue',
  input: { SecretId },
});

const accessDenied = (message?: string) => ({
  status: 400,
  body: { __type: 'AccessDeniedException', ...(message && { message }) },
});
const noKey = accessDenied('Access to KMS is not allowed');

const bySecret = (statement?: object) => ({
  hop: 'secret policy',
  decision: {
    request: {
      principal: 'arn:aws:iam::222222222222:root',
      action: 'secretsmanager:GetSecretValue',
    },
    effect: 'implicitDeny',
    decidedBy: { kind: 'resource' },
    ...(statement && {
      policies: including({
        kind: 'resource',
        where: `consumer-infra-sandbox/${POLICY}`,
        statement: { label: READERS, ...statement },
      }),
    }),
  },
});

const byKey = (statement?: object) => ({
  hop: 'key policy',
  decision: {
    request: { principal: 'arn:aws:iam::222222222222:root', action: 'kms:Decrypt' },
    effect: 'implicitDeny',
    decidedBy: { kind: 'key' },
    policies: including({
      kind: 'key',
      where: `consumer-infra-sandbox/${KEY}`,
      ...(statement && { statement: { label: DECRYPT, ...statement } }),
    }),
  },
});

export const sharing: readonly FidelityCase[] = [
  {
    name: 'does not share a secret without a policy',
    edits: [consumer.remove(POLICY)],
    request: readBy(SERVICE),
    answer: accessDenied(),
    cause: bySecret(),
    source: docs.crossAccountSecret,
  },
  {
    name: 'does not share a secret with an account that its policy does not name',
    edits: [
      consumer.set(POLICY, secretStatement('Principal'), { AWS: 'arn:aws:iam::333333333333:root' }),
    ],
    request: readBy(SERVICE),
    answer: accessDenied(),
    cause: bySecret({ principalMatches: false, actionMatches: true }),
    source: docs.crossAccountSecret,
  },
  {
    name: 'does not share a secret with an account that a deny does not exclude',
    edits: [
      consumer.set(POLICY, secretStatement(), {
        Sid: 'NobodyElse',
        Effect: 'Deny',
        NotPrincipal: { AWS: 'arn:aws:iam::333333333333:root' },
        Action: 'secretsmanager:GetSecretValue',
        Resource: '*',
      }),
    ],
    request: readBy(SERVICE),
    answer: accessDenied(),
    cause: {
      hop: 'secret policy',
      decision: {
        effect: 'explicitDeny',
        decidedBy: { kind: 'resource', statement: 'NobodyElse' },
      },
    },
    source: docs.notPrincipal,
  },
  {
    name: 'does not share a value with a statement for DescribeSecret',
    edits: [consumer.set(POLICY, secretStatement('Action'), 'secretsmanager:DescribeSecret')],
    request: readBy(SERVICE),
    answer: accessDenied(),
    cause: bySecret(),
    source: docs.crossAccountSecret,
  },
  {
    name: 'does not share a secret with a condition on another version stage',
    edits: [
      consumer.set(POLICY, secretStatement('Condition'), {
        StringEquals: { 'secretsmanager:VersionStage': 'AWSPREVIOUS' },
      }),
    ],
    request: readBy(SERVICE),
    answer: accessDenied(),
    cause: bySecret({
      conditions: [
        {
          operator: 'StringEquals',
          key: 'secretsmanager:VersionStage',
          expected: ['AWSPREVIOUS'],
          actual: 'AWSCURRENT',
          holds: false,
        },
      ],
    }),
    source: docs.crossAccountSecret,
  },
  {
    name: 'does not share a secret whose key does not allow the other account to decrypt',
    edits: [consumer.remove(KEY, keyStatement())],
    request: readBy(SERVICE),
    answer: noKey,
    cause: byKey(),
    source: docs.crossAccountSecret,
  },
  {
    name: 'does not decrypt for an account that the key policy does not name',
    edits: [
      consumer.set(KEY, keyStatement('Principal'), { AWS: 'arn:aws:iam::333333333333:root' }),
    ],
    request: readBy(SERVICE),
    answer: noKey,
    cause: byKey(),
    source: docs.crossAccountSecret,
  },
  {
    name: 'decrypts only through the service that the key policy names',
    edits: [
      consumer.set(
        KEY,
        keyStatement('Condition', 'StringEquals', 'kms:ViaService'),
        'ssm.eu-central-1.amazonaws.com',
      ),
    ],
    request: readBy(SERVICE),
    answer: noKey,
    cause: byKey({
      conditions: [
        {
          operator: 'StringEquals',
          key: 'kms:ViaService',
          expected: ['ssm.eu-central-1.amazonaws.com'],
          actual: 'secretsmanager.eu-central-1.amazonaws.com',
          holds: false,
        },
      ],
    }),
    source: docs.viaService,
  },
  {
    name: 'does not share a secret that is encrypted with the AWS managed key',
    edits: [consumer.remove(SECRET, ['KmsKeyId'])],
    request: readBy(SERVICE),
    answer: noKey,
    cause: { hop: 'key policy', detail: 'aws/secretsmanager' },
    source: docs.crossAccountSecret,
  },
  {
    name: 'does not find a secret of another account by a partial ARN',
    request: readBy(SERVICE, SECRET_ARN.slice(0, -'-dfc51a'.length)),
    answer: { status: 400, body: { __type: 'ResourceNotFoundException' } },
    cause: { hop: 'role policy', outcome: 'passed' },
    source: docs.secretArns,
  },
  {
    name: 'does not find a secret of another account by its name',
    request: readBy(SERVICE, 'SharedEndpointIdSecret6FE28620-dfc51a05e788'),
    answer: { status: 400, body: { __type: 'ResourceNotFoundException' } },
    cause: { hop: 'role policy', outcome: 'passed' },
    source: docs.secretArns,
  },
  {
    name: 'refuses a secret to its own account because of an explicit deny',
    edits: [
      consumer.set(POLICY, secretStatement('Effect'), 'Deny'),
      consumer.set(POLICY, secretStatement('Principal'), '*'),
    ],
    request: readBy(CONSUMER),
    answer: accessDenied(),
    cause: {
      hop: 'secret policy',
      decision: { effect: 'explicitDeny', decidedBy: { kind: 'resource', statement: READERS } },
    },
    source: docs.policyEvaluation,
  },
  {
    name: 'does not allow anyone to assume a role that trusts only a service',
    request: {
      account: SERVICE,
      service: 'sts',
      target: '',
      input: {
        Action: 'AssumeRole',
        Version: '2011-06-15',
        RoleArn: `arn:aws:iam::222222222222:role/${LIST_ROLE}`,
        RoleSessionName: 'somebody',
      },
    },
    answer: { status: 403, body: containing('AccessDenied') },
    cause: {
      hop: 'trust policy',
      decision: { effect: 'implicitDeny', decidedBy: { kind: 'trust' } },
    },
    source: docs.trustPolicies,
  },
];
