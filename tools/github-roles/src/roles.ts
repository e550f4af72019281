/** The roles that the workflows in `.github/workflows` sign in to, and what each may do. */
import { ConfigurationError } from '@cross-account/stages';
import type { DeployedStage, Settings } from './settings';

/** IAM's limit for a role's name. */
const MAX_ROLE_NAME = 64;

/** What a role of a stage is for: the last but one part of its name. */
export type Purpose = 'deploy' | 'drift' | 'drift-detection' | 'smoke';

/** The name of a stage's role. It begins with the repository, so that two may share the accounts. */
export function roleName({ repository }: Settings, purpose: Purpose, stage: DeployedStage): string {
  const name = `${repository.replace(/[^\w+=,.@-]/g, '-')}-${purpose}-${stage.name}`;
  if (name.length <= MAX_ROLE_NAME) return name;
  throw new ConfigurationError(
    `an IAM role name must have at most ${MAX_ROLE_NAME} characters; '${name}' has ${name.length}`,
  );
}

/** The ARN of a role. */
export function roleArn(account: string, name: string): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

export interface Statement {
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/**
 * What deploying a stage takes: the roles that bootstrapping made in its accounts, and the secret with
 * the endpoint's ID, which a synthesis reads.
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

/** What detecting drift takes in the tooling account: a role in each account of the stage. */
export function driftStatements(settings: Settings, stage: DeployedStage): readonly Statement[] {
  const name = roleName(settings, 'drift-detection', stage);
  return [
    allow(
      'sts:AssumeRole',
      stage.accounts.map((account) => roleArn(account, name)),
    ),
  ];
}

/** What the smoke test takes: its function, which is named after the platform's stack. */
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
