/** Tries the mistakes in the function of one point, until each of its cases has noticed one. */
import { byEdits, editsOf } from '../case-groups';
import { CaseRunner } from '../case-runner';
import { cases, deployment } from '../cases';
import type { DeploymentCase, FidelityCase, TemplateEdit } from '../fidelity-case';
import type { SandboxModule } from '../sandbox-bundle';
import type { EnforcementPoint } from './enforcement-point';
import { switchOn, type MutatedSandbox, type Mutant } from './mutants';

/** What became of a point. */
export interface Verdict {
  readonly point: EnforcementPoint;
  /** The mistakes that cases have noticed. */
  readonly noticed: readonly Mutant[];
  /** The cases that passed with every mistake, so that nothing shows that they hold the point. */
  readonly blind: readonly string[];
}

const requestCases = new Map(
  Object.values(cases)
    .flat()
    .map((each) => [each.name, each]),
);
const deploymentCases = new Map(deployment.map((each) => [each.name, each]));

/**
 * A case notices a mistake by getting another answer, or another cause of it: a sandbox that does not
 * even start with the mistake proves nothing.
 *
 * @param prepared the data folder that sandboxes start from.
 */
export async function verdictOn(
  point: EnforcementPoint,
  { module, mutantsOf }: MutatedSandbox,
  prepared: string,
): Promise<Verdict> {
  const noticed: Mutant[] = [];
  let blind = point.cases;
  for (const mutant of mutantsOf(point)) {
    if (blind.length === 0) break;
    switchOn(mutant.id);
    const seeing = await failing(module, prepared, blind);
    switchOn(undefined);
    if (seeing.length > 0) noticed.push(mutant);
    blind = blind.filter((name) => !seeing.includes(name));
  }
  return { point, noticed, blind };
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

/** Returns the cases of a group, whose mistakes in the templates are the same, that fail. */
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

/** Undefined where the sandbox does not start: what it should have deployed, it refuses. */
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

/** False also where nothing is answered. */
async function differs(running: Promise<readonly string[]>): Promise<boolean> {
  try {
    return (await running).length > 0;
  } catch {
    return false;
  }
}
