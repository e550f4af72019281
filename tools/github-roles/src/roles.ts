/** The roles that the workflows in `.github/workflows` assume, and their permissions. */
import { ConfigurationError } from '@cross-account/stages';
import type { DeployedStage, Settings } from './settings';

/** IAM's maximum length of a role name. */
const MAX_ROLE_NAME = 64;

/** The purpose of a stage's role: the second to last part of its name. */
export type Purpose = 'deploy' | 'drift' | 'drift-detection' | 'smoke';

/**
 * Returns the name of a stage's role. It starts with the repository, so that several repositories can share
 * accounts.
 */
export function roleName({ repository }: Settings, purpose: Purpose, stage: DeployedStage): string {
  const name = `${repository.replace(/[^\w+=,.@-]/g, '-')}-${purpose}-${stage.name}`;
  if (name.length <= MAX_ROLE_NAME) return name;
  throw new ConfigurationError(
    `an IAM role name must have at most ${MAX_ROLE_NAME} characters; '${name}' has ${name.length}`,
  );
}

/** Returns the ARN of a role. */
export function roleArn(account: string, name: string): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

export interface Statement {
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/**
 * Returns the permissions to deploy a stage: to assume the bootstrap roles in its accounts, and to read the
 * secret with the endpoint's ID during synthesis.
 */
export function deployStatements({
  accounts,
  platformAccount,
  region,
}: DeployedStage): readonly Statement[] {
  return [
    allow(
      'sts:AssumeRole',
      accounts.map((account) => roleArn(account, 'cdk-hnb659fds-*')),
    ),
    allow(
      ['secretsmanager:GetSecretValue', 'kms:Decrypt'],
      [
        `arn:aws:secretsmanager:${region}:${platformAccount}:secret:SharedEndpointId*`,
        `arn:aws:kms:${region}:${platformAccount}:key/*`,
      ],
    ),
  ];
}

/**
 * Returns the permissions to detect drift, in the tooling account: to assume a role in each account of the
 * stage.
 */
export function driftStatements(settings: Settings, stage: DeployedStage): readonly Statement[] {
  const name = roleName(settings, 'drift-detection', stage);
  return [
    allow(
      'sts:AssumeRole',
      stage.accounts.map((account) => roleArn(account, name)),
    ),
  ];
}

/**
 * Returns the permissions of the smoke test: to invoke its function, whose name starts with the platform's
 * stack.
 */
export function smokeStatements({
  platformAccount,
  platformApp,
  region,
  name,
}: DeployedStage): readonly Statement[] {
  const functions = `arn:aws:lambda:${region}:${platformAccount}:function:${platformApp}-${name}-*`;
  return [allow('lambda:InvokeFunction', functions)];
}

function allow(
  actions: string | readonly string[],
  resources: string | readonly string[],
): Statement {
  return { Effect: 'Allow', Action: actions, Resource: resources };
}
