import { join } from 'node:path';
import { logger, readJson } from '@nx/devkit';
import type { Tree } from '@nx/devkit';

/** The options of the generator, as its `schema.json` describes them. */
export interface MigrateOptions {
  readonly from: string;
}

/** A migration, in the format of Nx plugins. */
interface Migration {
  /** The version of the template that requires it. */
  readonly version: string;
  readonly description: string;
  /** The module, relative to the plugin's folder; its default export changes the tree. */
  readonly implementation: string;
}

const FOLDER = 'tools/workspace-plugin';

/** Nx itself loads a plugin's migrations only from a published package; the format is the same. */
const FILE = `${FOLDER}/migrations.json`;

const PLUGIN = join(__dirname, '../../..');

const VERSION = /^\d+\.\d+\.\d+$/;

/**
 * Changes a fork's own files as newer versions of the template require.
 *
 * @throws Error before anything is written when `from` is not a version, or a migration fails
 */
export async function migrateGenerator(tree: Tree, { from }: MigrateOptions): Promise<void> {
  if (!VERSION.test(from)) {
    throw new Error(`--from must be a version, such as 1.0.0, got '${from}'`);
  }
  const due = migrationsAfter(tree, from);
  for (const [name, migration] of due) {
    const module: unknown = await import(join(PLUGIN, migration.implementation));
    await changeOf(module, name)(tree);
    logger.info(`${migration.version}  ${name}: ${migration.description}`);
  }
  if (due.length === 0) logger.info(`Nothing to do: no migration is newer than ${from}.`);
}

/** Returns the migrations after a version, oldest first. */
function migrationsAfter(tree: Tree, from: string): readonly (readonly [string, Migration])[] {
  const { generators } = readJson<{ generators: Readonly<Record<string, Migration>> }>(tree, FILE);
  return Object.entries(generators)
    .filter(([, { version }]) => compare(version, from) > 0)
    .sort(([, one], [, other]) => compare(one.version, other.version));
}

function compare(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

function changeOf(module: unknown, name: string): (tree: Tree) => void | Promise<void> {
  const { default: change } = module as { default?: unknown };
  if (typeof change === 'function') return change as (tree: Tree) => void | Promise<void>;
  throw new Error(`${FILE}: ${name}: its module does not export a function as default`);
}

export default migrateGenerator;
