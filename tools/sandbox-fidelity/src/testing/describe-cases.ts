/** Tests the sandbox with cases: each with its mistake, and without it. */
import { byEdits, editsOf } from '../case-groups';
import { CaseRunner } from '../case-runner';
import type { DeploymentCase, FidelityCase } from '../fidelity-case';
import { loadSandbox, type SandboxModule } from '../sandbox-bundle';
import { bundleFolder, preparedFolder } from './folders';

/**
 * Defines the tests of cases; those with the same template edits share a sandbox. The requests succeed without the
 * mistakes, so that only the mistakes can be the cause.
 */
export function describeCases(area: string, cases: readonly FidelityCase[]): void {
  describe(area, () => {
    let sandbox: SandboxModule;
    beforeAll(async () => {
      sandbox = await loadSandbox(bundleFolder);
    });

    const withEdits = cases.filter(({ edits }) => edits !== undefined);
    const controls = byEdits(withEdits.map((each) => ({ ...each, edits: [] })));
    describe.each([...controls])('without the mistakes %#', (_given, group) => {
      let runner: CaseRunner | undefined;
      beforeAll(async () => {
        runner = await CaseRunner.start(sandbox, preparedFolder, group[0]?.given);
      });
      afterAll(() => runner?.stop());

      const requests = new Map(
        group.map((each) => [JSON.stringify([each.request ?? {}, each.control]), each]),
      );
      it.each([...requests])('has the control response for %s', async (_request, each) => {
        expect(await runner?.control(each)).toEqual([]);
      });
    });

    describe.each([...byEdits(cases)])('%#', (_edits, group) => {
      let runner: CaseRunner | undefined;
      beforeAll(async () => {
        runner = await CaseRunner.start(sandbox, preparedFolder, group[0] && editsOf(group[0]));
      });
      afterAll(() => runner?.stop());

      it.each(group.map((each) => [each.name, each] as const))('%s', async (_name, each) => {
        expect(await runner?.run(each)).toEqual([]);
      });
    });
  });
}

/** Defines the tests of deployments that the sandbox must refuse. */
export function describeDeployments(cases: readonly DeploymentCase[]): void {
  describe('Deployment', () => {
    it.each(cases.map((each) => [each.name, each] as const))('%s', async (_name, each) => {
      const sandbox = await loadSandbox(bundleFolder);
      expect(await CaseRunner.deploy(sandbox, preparedFolder, each)).toEqual([]);
    });
  });
}
