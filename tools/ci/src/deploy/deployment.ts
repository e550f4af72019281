/**
 * Deployments in order. A service relies on the platform's stack, so the platform goes first where
 * both are deployed; but a service's deployment must not bring the platform's along. An edge of
 * Nx's task graph always brings its end along, so the edge of a service's `deploy` leads to the
 * platform's `deploy-first`, which deploys only in a run that deploys the platform anyway.
 */
import type { ExecutorContext } from '@nx/devkit';
import { z } from 'zod';

/** The target that a person or CI asks for. */
export const DEPLOY = 'deploy';

/** The target that deploys the platform where {@link DEPLOY} of it is part of the run. */
export const DEPLOY_FIRST = 'deploy-first';

/** What Nx hands to an executor of this folder. */
export interface DeployOptions {
  /** A shell command; `{stage}` in it stands for the stage. */
  readonly command?: string | undefined;
  /** Where to run it, from the workspace root. @default the workspace root */
  readonly cwd?: string | undefined;
  /** What the command acts on, such as `dev`. There is no default. */
  readonly stage?: string | undefined;
  /** What a person added as `--args`. @default none */
  readonly args?: string | readonly string[];
  /** Arguments that a person added, such as `--force`. @default none */
  readonly __unparsed__?: readonly string[];
}

const ofStage = z.object({
  command: z.string().optional(),
  cwd: z.string().optional(),
  stage: z.string().optional(),
});

/** A `deploy` target as `nx.json` and the project write it. */
export const deployTarget = z.object({
  options: ofStage.optional(),
  configurations: z.record(z.string(), ofStage).optional(),
});

/** Runs one command, with its output in the task's; as `nx:run-commands` does. */
export type RunCommand = (
  options: DeployOptions,
  context: ExecutorContext,
) => Promise<{ readonly success: boolean }>;

/** The project that an executor runs for, and its targets. */
export function deployedProject({ projectName, projectGraph }: ExecutorContext) {
  if (projectName === undefined) throw new Error('Nx did not pass the project to deploy');
  const targets = projectGraph.nodes[projectName]?.data.targets ?? {};
  return { name: projectName, targets };
}
