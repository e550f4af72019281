import { parseArgs } from 'node:util';
import {
  ACCOUNT,
  ConfigurationError,
  POLICY_NAME,
  bootstrapStage,
  stageNamed,
} from '@cross-account/stages';
import type { BootstrapStage, StageFile } from '@cross-account/stages';

const POLICY_ARN = /^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/;

const USAGE = {
  stage: { type: 'string' },
  trust: { type: 'string', multiple: true },
  'execution-policy': { type: 'string', multiple: true },
  'custom-permissions-boundary': { type: 'string' },
} as const;

/**
 * Returns the arguments of `cdk` that bootstrap a stage's account and Region. They always include the trusted
 * accounts and the execution policies, since CDK's default is AdministratorAccess. Other values of the stage
 * may still be placeholders.
 *
 * @param args `--stage=<name>`; `--trust=<account>` and `--execution-policy=<name or ARN>`, which may be
 *   repeated, and `--custom-permissions-boundary=<name>`, each in the place of what the stage says
 * @throws ConfigurationError when something is missing or wrong
 * @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html
 */
export function bootstrapArguments(
  args: readonly string[],
  stageFile: StageFile<BootstrapStage>,
): string[] {
  const { values } = parse(args);
  const { name, stage } = stageNamed(values.stage, stageFile, bootstrapStage);
  const policies = values['execution-policy'] ?? stage.bootstrap?.executionPolicies ?? [];
  if (policies.length === 0) {
    throw new ConfigurationError(
      `${stageFile.file}: stage '${name}': bootstrap.executionPolicies is missing: name the policies there, or with --execution-policy=<name or ARN>`,
    );
  }
  const trusted = values.trust ?? stage.bootstrap?.trustedAccounts ?? [];
  return [
    'bootstrap',
    `aws://${stage.account}/${stage.region}`,
    ...trusted.flatMap((account) => ['--trust', trustedAccount(account)]),
    '--cloudformation-execution-policies',
    policies.map((policy) => policyArn(policy, stage.account)).join(','),
    ...boundaryArguments(
      values['custom-permissions-boundary'] ?? stage.bootstrap?.permissionsBoundary,
    ),
  ];
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: USAGE });
  } catch (error) {
    throw new ConfigurationError(error instanceof Error ? error.message : String(error));
  }
}

function boundaryArguments(boundary: string | undefined): string[] {
  if (boundary === undefined) return [];
  if (POLICY_NAME.test(boundary)) return ['--custom-permissions-boundary', boundary];
  throw new ConfigurationError(
    `a permissions boundary must be the name of a policy, not its ARN, got '${boundary}'`,
  );
}

function trustedAccount(account: string): string {
  if (ACCOUNT.test(account)) return account;
  throw new ConfigurationError(`a trusted account must be twelve digits, got '${account}'`);
}

function policyArn(policy: string, account: string): string {
  if (POLICY_ARN.test(policy)) return policy;
  if (POLICY_NAME.test(policy)) return `arn:aws:iam::${account}:policy/${policy}`;
  throw new ConfigurationError(
    `an execution policy must be the name of a policy in account ${account} or an ARN, got '${policy}'`,
  );
}
