/** Prints the next steps as commands to copy; does not call AWS or GitHub itself. */
import { roleArn, roleName } from './roles';
import type { DeployedStage, Settings } from './settings';
import { driftEnvironment } from './templates';

/**
 * Returns the lines with the next steps, in order.
 *
 * @param files the template files by account, in the order of their deployment
 */
export function nextSteps(
  settings: Settings,
  files: ReadonlyMap<string, string>,
): readonly string[] {
  const [region = ''] = settings.stages.map((stage) => stage.region);
  const stack = `${settings.repository}-github-roles`;
  return [
    '# 1. Create the roles in this order, each with credentials of the account in the comment',
    ...[...files].map(
      ([account, file]) =>
        `aws cloudformation deploy --region ${region} --stack-name ${stack} ` +
        `--capabilities CAPABILITY_NAMED_IAM --template-file ${file}  # ${account}`,
    ),
    '',
    "# 2. Allow the tooling account to deploy, with credentials of each account, and name the role that reads the endpoint's ID",
    ...settings.stages.flatMap((stage) => trustSteps(settings, stage)),
    '',
    "# 3. Create GitHub's environments, whose jobs run on main only; add reviewers to them in the settings",
    ...settings.stages.flatMap((stage) => [
      ...environmentSteps(settings, stage.name),
      ...environmentSteps(settings, driftEnvironment(stage)),
    ]),
    '',
    '# 4. Set their variables; set SMOKE_FUNCTION after the consumer is deployed (output SmokeTestFunctionName)',
    ...settings.stages.flatMap((stage) => variableSteps(settings, stage)),
    '',
    '# 5. Finally, enable deployments for each push to main',
    `gh variable set DEPLOY --repo ${slug(settings)} --body true`,
  ];
}

function slug({ owner, repository }: Settings): string {
  return `${owner}/${repository}`;
}

function trustSteps(settings: Settings, stage: DeployedStage): readonly string[] {
  const deployer = roleArn(settings.tooling, roleName(settings, 'deploy', stage));
  return [
    ...stage.apps.map(
      ({ name, account }) =>
        `npx nx run ${name}:bootstrap -c ${stage.name} --trust=${settings.tooling}  # ${account}`,
    ),
    `npx nx g workspace-plugin:configure --deployers=${stage.name}=${deployer}`,
  ];
}

/** @see https://docs.github.com/rest/deployments/branch-policies */
function environmentSteps(settings: Settings, environment: string): readonly string[] {
  const path = `repos/${slug(settings)}/environments/${environment}`;
  return [
    `gh api -X PUT ${path} -F 'deployment_branch_policy[protected_branches]=false' ` +
      `-F 'deployment_branch_policy[custom_branch_policies]=true'`,
    `gh api -X POST ${path}/deployment-branch-policies -f name=main`,
  ];
}

function variableSteps(settings: Settings, stage: DeployedStage): readonly string[] {
  const { tooling } = settings;
  const set = (environment: string, name: string, value: string) =>
    `gh variable set ${name} --repo ${slug(settings)} --env ${environment} --body ${value}`;
  const drift = driftEnvironment(stage);
  const arnOf = (account: string, purpose: 'deploy' | 'smoke' | 'drift') =>
    roleArn(account, roleName(settings, purpose, stage));
  return [
    set(stage.name, 'AWS_REGION', stage.region),
    set(stage.name, 'DEPLOY_ROLE_ARN', arnOf(tooling, 'deploy')),
    set(stage.name, 'SMOKE_ROLE_ARN', arnOf(stage.platformAccount, 'smoke')),
    set(drift, 'AWS_REGION', stage.region),
    set(drift, 'DRIFT_ROLE_ARN', arnOf(tooling, 'drift')),
    set(drift, 'DRIFT_ROLE_NAME', roleName(settings, 'drift-detection', stage)),
  ];
}
