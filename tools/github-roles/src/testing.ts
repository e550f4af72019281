/** Apps with accounts, as in a configured fork. */
import type { StageEnvironment } from '@cross-account/stages';
import type { App } from './settings';

export const CONSUMER = '111111111111';
export const FOOD = '222222222222';
export const BEVERAGE = '333333333333';
export const TOOLING = '999999999999';

const region = 'eu-central-1';

/** Returns the apps, each with its account in all stages. */
export function apps(
  accounts: readonly [string, string, string] = [CONSUMER, FOOD, BEVERAGE],
): readonly App[] {
  return ['consumer-infra', 'food-service', 'beverage-service'].map((name, index) => {
    const stage: StageEnvironment = { account: accounts[index] ?? '', region };
    return {
      name,
      isPlatform: index === 0,
      stageFile: {
        stages: { sandbox: stage, dev: stage, prod: stage },
        file: `apps/${name}/src/stages.ts`,
      },
    };
  });
}

export const ARGUMENTS = [
  '--repository=acme/orders',
  `--tooling=${TOOLING}`,
  '--stages=dev,prod',
] as const;
