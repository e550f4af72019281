/**
 * One bundle of the sandbox with Stryker's mutants of all functions of enforcement points. A mutant is inactive until
 * it is activated.
 *
 * @see https://stryker-mutator.io/docs/mutation-testing-elements/mutant-switching/
 */
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import type { Logger } from '@stryker-mutator/api/logging';
import type { Plugin } from 'esbuild';
import { bundledSandbox, sandboxSources, type SandboxModule } from '../sandbox-bundle';
import type { EnforcementPoint } from './enforcement-point';
import { functionRange, isWithin } from './function-range';

/** A mutant of one function. */
export interface Mutant {
  readonly id: string;
  /** Such as `ConditionalExpression: if (false)`, in one line. */
  readonly description: string;
}

export interface MutatedSandbox {
  readonly module: SandboxModule;
  /** Returns the mutants of a point's function. */
  readonly mutantsOf: (point: EnforcementPoint) => readonly Mutant[];
}

/** Mutators of literals change texts and data rather than decisions. */
const EXCLUDED = ['StringLiteral', 'ObjectLiteral', 'ArrayDeclaration', 'Regex'];

/** Mutators that invert decisions come first, since most cases detect one of them. */
const DECISIONS = [
  'ConditionalExpression',
  'LogicalOperator',
  'BooleanLiteral',
  'EqualityOperator',
];

const OPTIONS = { plugins: null, excludedMutations: EXCLUDED, ignorers: [] };

const silent: Logger = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  fatal: () => undefined,
};

/** The instrumented code reads the active mutant from here. */
const switches: { activeMutant?: string | undefined } = {};
Reflect.set(globalThis, INSTRUMENTER_CONSTANTS.NAMESPACE, switches);

/** Activates a mutant instead of the previous one; none without an ID. */
export function switchOn(id: string | undefined): void {
  switches.activeMutant = id;
}

/**
 * Bundles the sandbox with the mutants of all points into a folder, and loads it.
 *
 * @throws {Error} when a point's function does not exist.
 */
export async function mutatedSandbox(
  folder: string,
  points: readonly EnforcementPoint[],
): Promise<MutatedSandbox> {
  const functions = await Promise.all(points.map(functionOf));
  const { Instrumenter } = await import('@stryker-mutator/instrumenter');
  const names = [...new Set(points.map(({ file }) => file))];
  const files = await Promise.all(
    names.map(async (name) => ({
      name,
      content: await sourceOf(name),
      mutate: functions.filter(({ file }) => file === name).map(({ range }) => range),
    })),
  );
  const { files: instrumented, mutants } = await new Instrumenter(silent).instrument(
    files,
    OPTIONS,
  );
  const contents = new Map(instrumented.map(({ name, content }) => [name, content]));
  return {
    module: await bundledSandbox(folder, [replacedSources(contents)]),
    mutantsOf: (point) => {
      const range = functions.find((one) => one.point === point)?.range;
      return mutants
        .filter(({ status }) => status !== 'Ignored')
        .filter(({ fileName, location }) => {
          return fileName === point.file && range !== undefined && isWithin(location, range);
        })
        .sort((one, other) => rank(one) - rank(other))
        .map(({ id, mutatorName, replacement, location }) => ({
          id,
          description: `line ${location.start.line + 1}: ${mutatorName} ${oneLine(replacement)}`,
        }));
    },
  };
}

async function functionOf(point: EnforcementPoint) {
  const { file, enforcedBy } = point;
  try {
    const range = functionRange(await sourceOf(file), enforcedBy);
    return { point, file, range };
  } catch (error) {
    throw new Error(`${file}: ${reasonOf(error)}`, { cause: error });
  }
}

function sourceOf(file: string): Promise<string> {
  return readFile(join(sandboxSources, file), 'utf8');
}

/** Returns a plugin that bundles these contents of the sandbox's files instead of those on disk. */
function replacedSources(contents: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'replaced-sources',
    setup: (bundling) => {
      bundling.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const content = contents.get(relative(sandboxSources, path));
        return content === undefined ? undefined : { contents: content, loader: 'ts' };
      });
    },
  };
}

function rank({ mutatorName }: { readonly mutatorName: string }): number {
  return DECISIONS.includes(mutatorName) ? 0 : 1;
}

function oneLine(code: string): string {
  return code.replaceAll(/\s+/g, ' ');
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
