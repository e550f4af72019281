/** The CloudFormation templates with the roles, one for each account. */
import {
  deployStatements,
  driftStatements,
  roleArn,
  roleName,
  smokeStatements,
  type Purpose,
} from './roles';
import type { DeployedStage, Settings } from './settings';

/** Issuer and audience of GitHub's tokens. */
const ISSUER = 'token.actions.githubusercontent.com';
const AUDIENCE = 'sts.amazonaws.com';

/** The time limit of the workflow's job: a deployment may wait for a canary in each account. */
const DEPLOY_SESSION_SECONDS = 2 * 60 * 60;

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly AWSTemplateFormatVersion: '2010-09-09';
  readonly Description: string;
  readonly Resources: Readonly<Record<string, Resource>>;
}

/**
 * Returns a template for each account, the tooling account's first: the roles of the other accounts trust its
 * roles, and IAM accepts only existing principals.
 *
 * @param driftDetection the policy of the roles that detect drift, `docs/policies/drift-detection.json`
 * @throws ConfigurationError when a role name is too long
 */
export function templatesOf(
  settings: Settings,
  driftDetection: unknown,
): ReadonlyMap<string, Template> {
  const accounts = new Set([
    settings.tooling,
    ...settings.stages.flatMap((stage) => stage.accounts),
  ]);
  return new Map(
    [...accounts].map((account) => [account, templateOf(account, settings, driftDetection)]),
  );
}

function templateOf(account: string, settings: Settings, driftDetection: unknown): Template {
  const roles = Object.assign(
    {},
    ...settings.stages.map((stage) => rolesOf(account, settings, stage, driftDetection)),
  ) as Record<string, Resource>;
  const signIn = account === settings.tooling || hasSmokeTest(account, settings);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `What GitHub Actions of ${settings.owner}/${settings.repository} may do in this account`,
    Resources: {
      ...(signIn && !settings.existingProviders.includes(account) && { GitHub: provider() }),
      ...roles,
    },
  };
}

function hasSmokeTest(account: string, { stages }: Settings): boolean {
  return stages.some(({ platformAccount }) => platformAccount === account);
}

/** @see https://docs.github.com/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws */
function provider(): Resource {
  return {
    Type: 'AWS::IAM::OIDCProvider',
    Properties: { Url: `https://${ISSUER}`, ClientIdList: [AUDIENCE] },
  };
}

function rolesOf(
  account: string,
  settings: Settings,
  stage: DeployedStage,
  driftDetection: unknown,
): Readonly<Record<string, Resource>> {
  const role = (purpose: Purpose, properties: Readonly<Record<string, unknown>>) => ({
    [logicalId(purpose, stage)]: {
      Type: 'AWS::IAM::Role',
      Properties: { RoleName: roleName(settings, purpose, stage), ...properties },
    },
  });
  const signedInAs = (environment: string) => trustInGitHub(account, settings, environment);
  return {
    ...(account === settings.tooling && {
      ...role('deploy', {
        MaxSessionDuration: DEPLOY_SESSION_SECONDS,
        AssumeRolePolicyDocument: signedInAs(stage.name),
        Policies: [policy('deploy', deployStatements(stage))],
      }),
      ...role('drift', {
        AssumeRolePolicyDocument: signedInAs(driftEnvironment(stage)),
        Policies: [policy('assume', driftStatements(settings, stage))],
      }),
    }),
    ...(account === stage.platformAccount &&
      role('smoke', {
        AssumeRolePolicyDocument: signedInAs(stage.name),
        Policies: [policy('invoke', smokeStatements(stage))],
      })),
    ...(stage.accounts.includes(account) &&
      role('drift-detection', {
        AssumeRolePolicyDocument: trustIn(
          roleArn(settings.tooling, roleName(settings, 'drift', stage)),
        ),
        Policies: [{ PolicyName: 'detect', PolicyDocument: driftDetection }],
      })),
  };
}

/**
 * Returns the GitHub environment of drift detection for a stage. It runs at night, so it is separate from the
 * environment that requires approvals.
 */
export function driftEnvironment({ name }: DeployedStage): string {
  return `drift-${name}`;
}

function logicalId(purpose: Purpose, { name }: DeployedStage): string {
  return [...purpose.split('-'), ...name.split('-'), 'role']
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/**
 * Returns a trust policy for the jobs of one environment. Without the environment, any branch and pull
 * request of the repository could assume the role.
 */
function trustInGitHub(account: string, settings: Settings, environment: string) {
  const { owner, repository, existingProviders } = settings;
  const known = existingProviders.includes(account);
  const statement = {
    Effect: 'Allow',
    Principal: {
      Federated: known ? `arn:aws:iam::${account}:oidc-provider/${ISSUER}` : { Ref: 'GitHub' },
    },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        [`${ISSUER}:aud`]: AUDIENCE,
        [`${ISSUER}:sub`]: `repo:${owner}/${repository}:environment:${environment}`,
      },
    },
  };
  return { Version: '2012-10-17', Statement: [statement] };
}

function trustIn(principal: string) {
  const statement = { Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' };
  return { Version: '2012-10-17', Statement: [statement] };
}

function policy(name: string, statements: readonly object[]) {
  return { PolicyName: name, PolicyDocument: { Version: '2012-10-17', Statement: statements } };
}
