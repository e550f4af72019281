/**
 * Finds the sources of functions: a folder `src/lambdas/<name>` with a `handler.ts`, which the build target
 * bundles into `dist/<project>/lambdas/<name>/handler.mjs`.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** All paths are relative to the workspace's root. */
export interface FunctionSource {
  /** Such as `apps/food-service`. */
  readonly project: string;
  /** Such as `place-order`. */
  readonly name: string;
  /** The module that exports the handler. */
  readonly entryPoint: string;
  /** The bundle that the build target writes. */
  readonly bundle: string;
}

const PROJECT_FOLDERS = ['apps', 'libs'];

/** Returns all functions of the workspace's apps and libraries. */
export function findFunctionSources(workspaceRoot: string): readonly FunctionSource[] {
  return PROJECT_FOLDERS.flatMap((folder) =>
    foldersIn(join(workspaceRoot, folder)).map((name) => `${folder}/${name}`),
  ).flatMap((project) =>
    foldersIn(join(workspaceRoot, project, 'src', 'lambdas'))
      .map((name) => functionSource(project, name))
      .filter(({ entryPoint }) => existsSync(join(workspaceRoot, entryPoint))),
  );
}

function functionSource(project: string, name: string): FunctionSource {
  return {
    project,
    name,
    entryPoint: `${project}/src/lambdas/${name}/handler.ts`,
    bundle: `dist/${project}/lambdas/${name}/handler.mjs`,
  };
}

function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}
