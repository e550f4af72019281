/** One mutant: the sandbox without one of its enforcement points, and the cases that must fail then. */
import { join } from 'node:path';
import { byEdits } from '../case-groups';
import { CaseRunner } from '../case-runner';
import { cases, deployment } from '../cases';
import type { DeploymentCase, FidelityCase } from '../fidelity-case';
import { bundledSandbox, type SandboxModule } from '../sandbox-bundle';
import type { EnforcementPoint } from './enforcement-point';

/** What became of a mutant. */
export interface Verdict {
  readonly point: EnforcementPoint;
  /** The cases that passed all the same, so that nothing noticed the mutant. */
  readonly survived: readonly string[];
  /** Why the mutant could not be made: most often the snippet has changed. */
  readonly broken?: string;
}

const requestCases = new Map(
  Object.values(cases)
    .flat()
    .map((each) => [each.name, each]),
);
const deploymentCases = new Map(deployment.map((each) => [each.name, each]));

/**
 * @param prepared the data folder that sandboxes start from.
 * @param folder for the mutant's bundle.
 */
export async function tryMutant(
  point: EnforcementPoint,
  prepared: string,
  folder: string,
): Promise<Verdict> {
  try {
    const sandbox = await bundledSandbox(join(folder, fileName(point.name)), [
      point,
      ...(point.also ?? []),
    ]);
    const survived = [
      ...(await survivingRequests(sandbox, prepared, known(point, requestCases))),
      ...(await survivingDeployments(sandbox, prepared, known(point, deploymentCases))),
    ];
    return { point, survived };
  } catch (error) {
    const [message = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { point, survived: [], broken: message };
  }
}

function known<Case>(point: EnforcementPoint, all: ReadonlyMap<string, Case>): readonly Case[] {
  return point.cases.flatMap((name) => all.get(name) ?? []);
}

async function survivingRequests(
  sandbox: SandboxModule,
  prepared: string,
  linked: readonly FidelityCase[],
): Promise<readonly string[]> {
  const survived: string[] = [];
  for (const group of byEdits(linked).values()) {
    const runner = await CaseRunner.start(sandbox, prepared, group[0]?.edits);
    try {
      for (const each of group) if (await passes(runner.run(each))) survived.push(each.name);
    } finally {
      await runner.stop();
    }
  }
  return survived;
}

async function survivingDeployments(
  sandbox: SandboxModule,
  prepared: string,
  linked: readonly DeploymentCase[],
): Promise<readonly string[]> {
  const survived: string[] = [];
  for (const each of linked) {
    if (await passes(CaseRunner.deploy(sandbox, prepared, each))) survived.push(each.name);
  }
  return survived;
}

/** A mutant that does not answer at all has been noticed as well. */
async function passes(running: Promise<readonly string[]>): Promise<boolean> {
  try {
    return (await running).length === 0;
  } catch {
    return false;
  }
}

function fileName(name: string): string {
  return name.replace(/[^a-z0-9]+/gi, '-');
}
