/**
 * The order of deployments. A service depends on the platform's stack, so the platform is deployed first when
 * both are deployed; but deploying a service must not deploy the platform, too. In Nx's task graph a
 * dependency always runs, so a service's `deploy` depends on the platform's `deploy-first`, which deploys
 * only in a run that includes the platform's `deploy`.
 */
import type { ExecutorContext } from '@nx/devkit';
import { z } from 'zod';

/** The target that users and CI run. */
export const DEPLOY = 'deploy';

/** The target that deploys the platform when its {@link DEPLOY} is part of the run. */
export const DEPLOY_FIRST = 'deploy-first';

/** Options of the executors in this folder. */
export interface DeployOptions {
  /** A shell command; `{stage}` is replaced with the stage. */
  readonly command?: string | undefined;
  /** Working directory, relative to the workspace root. @default the workspace root */
  readonly cwd?: string | undefined;
  /** The stage, such as `dev`. There is no default. */
  readonly stage?: string | undefined;
  /** Arguments of the user's `--args`. @default none */
  readonly args?: string | readonly string[];
  /** Additional arguments of the user, such as `--force`. @default none */
  readonly __unparsed__?: readonly string[];
}

const ofStage = z.object({
  command: z.string().optional(),
  cwd: z.string().optional(),
  stage: z.string().optional(),
});

/** A `deploy` target, merged from `nx.json` and the project. */
export const deployTarget = z.object({
  options: ofStage.optional(),
  configurations: z.record(z.string(), ofStage).optional(),
});

/** Runs one command, whose output becomes the task's, as `nx:run-commands` does. */
export type RunCommand = (
  options: DeployOptions,
  context: ExecutorContext,
) => Promise<{ readonly success: boolean }>;

/** Returns the project that an executor runs for, and its targets. */
export function deployedProject({ projectName, projectGraph }: ExecutorContext) {
  if (projectName === undefined) throw new Error('Nx did not pass the project to deploy');
  const targets = projectGraph.nodes[projectName]?.data.targets ?? {};
  return { name: projectName, targets };
}
