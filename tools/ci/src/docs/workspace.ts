/** Reads what commands can refer to in this workspace: targets, generators, scripts and files. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { ProjectGraph } from '../testing/project-graph';

/** A target in Nx's project graph. */
export interface Target {
  readonly configurations: readonly string[];
  /** Whether it fails without a configuration. */
  readonly needsConfiguration: boolean;
  /** The script that it runs, relative to the workspace's root; `undefined` for other commands. */
  readonly script: string | undefined;
}

/** A project in Nx's project graph. */
export interface Project {
  readonly tags: readonly string[];
  readonly targets: Readonly<Record<string, Target>>;
}

/** The names that commands are checked against. */
export interface Workspace {
  readonly projects: Readonly<Record<string, Project>>;
  /** The options of each generator, under `<plugin>:<generator>`. */
  readonly generators: Readonly<Record<string, readonly string[]>>;
  /** The scripts of package.json, with the files that they run. */
  readonly scripts: Readonly<Record<string, string>>;
  /** Returns whether npx finds a program without downloading it. */
  readonly hasProgram: (name: string) => boolean;
  /** Returns whether a file is in the repository, or is the sandbox's bundle. */
  readonly hasFile: (file: string) => boolean;
  /** Returns whether the source of a script has an option or a subcommand. */
  readonly knows: (script: string, word: string) => boolean;
}

/** A bundle, and the file that it is built from. */
const SANDBOX = {
  bundle: 'dist/tools/sandbox/main.cjs',
  entry: 'tools/sandbox/cli/src/bundle.ts',
};

const PLUGIN = 'workspace-plugin';

/** Services that pages use as an example, each with a service that has the same targets. */
const EXAMPLES: Readonly<Record<string, string>> = { 'dessert-service': 'food-service' };

const options = z.object({ command: z.string().default(''), cwd: z.string().default('.') });
const manifest = z.object({ scripts: z.record(z.string(), z.string()) });
const generatorList = z.object({
  generators: z.record(z.string(), z.object({ schema: z.string() })),
});
const generatorSchema = z.object({ properties: z.record(z.string(), z.unknown()) });

/**
 * Returns what commands can refer to.
 * @param root the workspace's folder
 * @param graph Nx's list of its projects
 */
export function readWorkspace(root: string, graph: ProjectGraph): Workspace {
  const projects = Object.entries(graph.nodes).map(
    ([name, { data }]) => [name, { tags: data.tags, targets: targetsOf(data.targets) }] as const,
  );
  const examples = Object.entries(EXAMPLES).flatMap(([name, model]) =>
    projects.filter(([one]) => one === model).map(([, project]) => [name, project] as const),
  );
  return {
    projects: Object.fromEntries([...projects, ...examples]),
    generators: generatorsIn(root),
    scripts: scriptsIn(root),
    hasProgram: (name) => existsSync(path.join(root, 'node_modules/.bin', name)),
    hasFile: (file) =>
      file === SANDBOX.bundle || (!file.startsWith('dist/') && existsSync(path.join(root, file))),
    knows: (script, word) => {
      const entry = script === SANDBOX.bundle ? SANDBOX.entry : script;
      const source = sourceOf(root, path.join(root, entry));
      return new RegExp(`['"]${word}['"]|--${word}\\b|\\b${word}: `).test(source);
    },
  };
}

function targetsOf(targets: ProjectGraph['nodes'][string]['data']['targets']): Project['targets'] {
  const known = Object.entries(targets).map(([name, target]) => {
    const { command, cwd } = options.parse(target.options);
    const file = /^node (?:--import tsx )?(\S+\.(?:ts|mjs|cjs))/.exec(command)?.[1];
    const configurations = Object.keys(target.configurations);
    return [
      name,
      {
        configurations,
        needsConfiguration: configurations.length > 0 && target.defaultConfiguration === undefined,
        script: file && path.posix.join(cwd, file),
      },
    ] as const;
  });
  return Object.fromEntries(known);
}

function generatorsIn(root: string): Workspace['generators'] {
  const folder = path.join(root, 'tools', PLUGIN);
  const { generators } = generatorList.parse(readJson(path.join(folder, 'generators.json')));
  const known = Object.entries(generators).map(([name, { schema }]) => {
    const { properties } = generatorSchema.parse(readJson(path.join(folder, schema)));
    return [`${PLUGIN}:${name}`, Object.keys(properties)] as const;
  });
  return Object.fromEntries(known);
}

function scriptsIn(root: string): Workspace['scripts'] {
  const { scripts } = manifest.parse(readJson(path.join(root, 'package.json')));
  const known = Object.entries(scripts).map(
    ([name, command]) => [name, /^node (\S+)/.exec(command)?.[1] ?? ''] as const,
  );
  return Object.fromEntries(known);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Returns the text of a file and of its relative imports, or of the sandbox that it starts. */
function sourceOf(root: string, file: string, seen = new Set<string>()): string {
  const found = [file, `${file}.ts`, path.join(file, 'index.ts')].find(
    (one) => /\.(?:ts|[cm]js)$/.test(one) && existsSync(one),
  );
  if (found === undefined || seen.has(found)) return '';
  seen.add(found);
  const text = readFileSync(found, 'utf8');
  const imported = [...text.matchAll(/(?:from |require\(|import\()'(\.[^']+)'/g)].map(
    ([, name = '']) => path.resolve(path.dirname(found), name),
  );
  const started = text.includes(path.basename(SANDBOX.bundle))
    ? [path.join(root, SANDBOX.entry)]
    : [];
  return [text, ...[...imported, ...started].map((one) => sourceOf(root, one, seen))].join('\n');
}
