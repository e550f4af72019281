/** Tries the mutants of one point, until each of its cases has detected one. */
import { byEdits, editsOf } from '../case-groups';
import { CaseRunner } from '../case-runner';
import { cases, deployment } from '../cases';
import type { DeploymentCase, FidelityCase, TemplateEdit } from '../fidelity-case';
import type { SandboxModule } from '../sandbox-bundle';
import type { EnforcementPoint } from './enforcement-point';
import { switchOn, type MutatedSandbox, type Mutant } from './mutants';

/** The result of testing a point. */
export interface Verdict {
  readonly point: EnforcementPoint;
  /** The detected mutants. */
  readonly detected: readonly Mutant[];
  /** The cases that passed with every mutant, so that they do not test the point. */
  readonly blind: readonly string[];
}

const requestCases = new Map(
  Object.values(cases)
    .flat()
    .map((each) => [each.name, each]),
);
const deploymentCases = new Map(deployment.map((each) => [each.name, each]));

/**
 * Returns which cases of a point detect one of its mutants, by another response or another cause. A sandbox that does
 * not start with a mutant does not count.
 *
 * @param prepared the data folder that sandboxes are started with.
 */
export async function verdictOn(
  point: EnforcementPoint,
  { module, mutantsOf }: MutatedSandbox,
  prepared: string,
): Promise<Verdict> {
  const detected: Mutant[] = [];
  let blind = point.cases;
  for (const mutant of mutantsOf(point)) {
    if (blind.length === 0) break;
    switchOn(mutant.id);
    const failed = await failing(module, prepared, blind);
    switchOn(undefined);
    if (failed.length > 0) detected.push(mutant);
    blind = blind.filter((name) => !failed.includes(name));
  }
  return { point, detected, blind };
}

async function failing(
  sandbox: SandboxModule,
  prepared: string,
  names: readonly string[],
): Promise<readonly string[]> {
  const requests = names.flatMap((name) => requestCases.get(name) ?? []);
  const deployments = names.flatMap((name) => deploymentCases.get(name) ?? []);
  const failed: (FidelityCase | DeploymentCase)[] = [];
  for (const group of byEdits(requests).values()) {
    failed.push(...(await failingIn(sandbox, prepared, group)));
  }
  for (const each of deployments) {
    const differences = await CaseRunner.deploy(sandbox, prepared, each);
    if (differences.length > 0) failed.push(each);
  }
  return failed.map(({ name }) => name);
}

/** Returns the failing cases of a group with the same template edits. */
async function failingIn(
  sandbox: SandboxModule,
  prepared: string,
  group: readonly FidelityCase[],
): Promise<readonly FidelityCase[]> {
  const [first] = group;
  const runner = await started(sandbox, prepared, first && editsOf(first));
  if (!runner) return [];
  try {
    const failed: FidelityCase[] = [];
    for (const each of group) {
      if (await differs(runner.run(each))) failed.push(each);
    }
    return failed;
  } finally {
    await runner.stop();
  }
}

/** Returns undefined if the sandbox does not start, since it refuses a template that it should deploy. */
async function started(
  sandbox: SandboxModule,
  prepared: string,
  edits: readonly TemplateEdit[] = [],
): Promise<CaseRunner | undefined> {
  try {
    return await CaseRunner.start(sandbox, prepared, edits);
  } catch {
    return undefined;
  }
}

/** Returns false also if there is no response. */
async function differs(running: Promise<readonly string[]>): Promise<boolean> {
  try {
    return (await running).length > 0;
  } catch {
    return false;
  }
}
