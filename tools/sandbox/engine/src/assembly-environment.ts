/** The account and Region of a synthesized stack, such as `aws://222222222222/eu-central-1`. */
import { isAccountId, isRegion } from '@sandbox/kernel/environment.cjs';

export interface Environment {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
}

const ENVIRONMENT = /^aws:\/\/([^/]*)\/([^/]*)$/;

/** What CDK writes for a stack without `env`, the AWS CDK's "environment-agnostic" one. */
const UNKNOWN_ACCOUNT = 'unknown-account';
const UNKNOWN_REGION = 'unknown-region';

type EnvironmentOrProblem =
  (Environment & { readonly isEnvironmentAgnostic?: true }) | { readonly problem: string };

/**
 * Returns where a stack is deployed, or what is wrong with its environment.
 *
 * @param environment as the assembly has it.
 * @see https://docs.aws.amazon.com/cdk/v2/guide/environments.html
 */
export function environmentOf(environment: string, defaults: Environment): EnvironmentOrProblem {
  const [, givenAccount = '', givenRegion = ''] = ENVIRONMENT.exec(environment) ?? [];
  const account = givenAccount === UNKNOWN_ACCOUNT ? defaults.account : givenAccount;
  const region = givenRegion === UNKNOWN_REGION ? defaults.region : givenRegion;
  if (!isAccountId(account)) {
    return { problem: 'specifies no account, so it cannot be assigned to a local account' };
  }
  if (!isRegion(region)) {
    return {
      problem: `specifies the invalid Region ${JSON.stringify(region)}; expected a name such as eu-central-1`,
    };
  }
  const isEnvironmentAgnostic = account !== givenAccount || region !== givenRegion;
  return { account, region, ...(isEnvironmentAgnostic ? { isEnvironmentAgnostic } : {}) };
}
