/**
 * Where the functions' code comes from: a folder `src/lambdas/<name>` with a `handler.ts` is built
 * into `dist/<project>/lambdas/<name>/handler.mjs`, as the workspace's build target has it.
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
  /** What the build target makes of it. */
  readonly bundle: string;
}

const PROJECT_FOLDERS = ['apps', 'libs'];

/** Every function of the workspace's apps and libraries. */
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
