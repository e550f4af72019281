/** Connections of functions that fail. Each case waits seconds for timeouts, so all of them run in parallel. */
import { editsOf } from './case-groups';
import { CaseRunner } from './case-runner';
import { connections } from './cases';
import type { FidelityCase } from './fidelity-case';
import { loadSandbox, type SandboxModule } from './sandbox-bundle';
import { bundleFolder, preparedFolder } from './testing/folders';

const cases = Object.values(connections).flat();

/** Checks a sandbox with the edits of a case, and stops it. Returns the differences. */
async function differencesOf(
  sandbox: SandboxModule,
  each: FidelityCase,
  check: (runner: CaseRunner) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const runner = await CaseRunner.start(sandbox, preparedFolder, editsOf(each));
  try {
    return await check(runner);
  } finally {
    await runner.stop();
  }
}

describe('the network of functions', () => {
  const outcomes = new Map<FidelityCase, Promise<readonly string[]>>();
  beforeAll(async () => {
    const sandbox = await loadSandbox(bundleFolder);
    for (const each of cases) {
      const outcome = differencesOf(sandbox, each, (runner) => runner.run(each));
      // The test of the case, which may start later, reports the error.
      outcome.catch(() => undefined);
      outcomes.set(each, outcome);
    }
  });
  afterAll(() => Promise.allSettled(outcomes.values()));

  it('connects without the mistakes', async () => {
    const [each] = cases;
    if (!each) throw new Error('there are no cases');
    const sandbox = await loadSandbox(bundleFolder);
    const control = { ...each, edits: [] };
    expect(await differencesOf(sandbox, control, (runner) => runner.control(each))).toEqual([]);
  });

  it.each(cases.map((each) => [each.name, each] as const))('%s', async (_name, each) => {
    expect(await outcomes.get(each)).toEqual([]);
  });
});
