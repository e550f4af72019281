import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { nextSteps } from './next-steps';
import { settings } from './settings';
import { templatesOf } from './templates';
import { apps, ARGUMENTS, CONSUMER, FOOD, TOOLING } from './testing';

const workflows = path.resolve(__dirname, '../../../.github/workflows');

/** A variable with an output of the consumer's stack, which is deployed later. */
const SET_LATER = 'SMOKE_FUNCTION';

function steps(): readonly string[] {
  const parsed = settings(ARGUMENTS, apps());
  const accounts = [...templatesOf(parsed, {}).keys()];
  return nextSteps(parsed, new Map(accounts.map((account) => [account, `${account}.json`])));
}

describe('the next steps for the roles', () => {
  it('set every variable that the workflows read', () => {
    const read = readdirSync(workflows).flatMap((file) =>
      [...readFileSync(path.join(workflows, file), 'utf8').matchAll(/\bvars\.(\w+)/g)].map(
        ([, name]) => name ?? '',
      ),
    );
    const set = steps().flatMap((line) => /^gh variable set (\w+)/.exec(line)?.[1] ?? []);
    expect([...new Set([...set, SET_LATER])].sort()).toEqual([...new Set(read)].sort());
  });

  it('restrict every environment to main', () => {
    for (const environment of ['dev', 'prod', 'drift-dev', 'drift-prod']) {
      const policies = `repos/acme/orders/environments/${environment}/deployment-branch-policies`;
      expect(steps()).toContain(`gh api -X POST ${policies} -f name=main`);
    }
  });

  it('deploy the tooling account first, and enable deployments last', () => {
    const deployed = steps().filter((line) => line.startsWith('aws cloudformation deploy'));
    expect(deployed.map((line) => line.slice(-12))).toEqual([
      TOOLING,
      CONSUMER,
      FOOD,
      '333333333333',
    ]);
    expect(steps().at(-1)).toBe('gh variable set DEPLOY --repo acme/orders --body true');
  });

  it('trust the tooling account in each account, and name the deployment role', () => {
    expect(steps()).toContain(
      `npx nx run food-service:bootstrap -c prod --trust=${TOOLING}  # ${FOOD}`,
    );
    expect(steps()).toContain(
      `npx nx g workspace-plugin:configure --deployers=prod=arn:aws:iam::${TOOLING}:role/orders-deploy-prod`,
    );
  });
});
