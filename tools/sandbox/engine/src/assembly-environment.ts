/** The account and Region of a synthesized stack, such as `aws://222222222222/eu-central-1`. */
import { isAccountId, isRegion } from '@sandbox/kernel/environment.cjs';

export interface Environment {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
}

const ENVIRONMENT = /^aws:\/\/([^/]*)\/([^/]*)$/;

/** CDK's placeholders in an environment-agnostic stack, without `env`. */
const UNKNOWN_ACCOUNT = 'unknown-account';
const UNKNOWN_REGION = 'unknown-region';

type EnvironmentOrProblem =
  (Environment & { readonly isEnvironmentAgnostic?: true }) | { readonly problem: string };

/**
 * Returns the environment of a stack, or the problem with it.
 *
 * @param environment as in the assembly.
 * @see https://docs.aws.amazon.com/cdk/v2/guide/environments.html
 */
export function environmentOf(environment: string, defaults: Environment): EnvironmentOrProblem {
  const [, specifiedAccount = '', specifiedRegion = ''] = ENVIRONMENT.exec(environment) ?? [];
  const account = specifiedAccount === UNKNOWN_ACCOUNT ? defaults.account : specifiedAccount;
  const region = specifiedRegion === UNKNOWN_REGION ? defaults.region : specifiedRegion;
  if (!isAccountId(account)) {
    return { problem: 'specifies no account, so it cannot be assigned to a local account' };
  }
  if (!isRegion(region)) {
    return {
      problem: `specifies the invalid Region ${JSON.stringify(region)}; expected a name such as eu-central-1`,
    };
  }
  const isEnvironmentAgnostic = account !== specifiedAccount || region !== specifiedRegion;
  return { account, region, ...(isEnvironmentAgnostic ? { isEnvironmentAgnostic } : {}) };
}
