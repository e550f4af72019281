/**
 * Runs the tasks of `npx nx …` in a copy of the workspace, without the time that Nx takes for each command.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { shellEnvironment } from '@cross-account/ci/testing';
import { run } from './shell';
import type { Call, Outcome } from './shell';

interface TargetOptions {
  readonly command?: string;
  readonly cwd?: string;
}

interface ProjectFile {
  readonly tags?: readonly string[];
  readonly targets?: Readonly<Record<string, { readonly options?: TargetOptions }>>;
}

/** Target defaults of Nx, or targets of a project. */
interface NxFile {
  readonly targetDefaults: Readonly<Record<string, { readonly options?: TargetOptions }>>;
}

/** Runs the arguments of `npx nx`. @throws Error when the command is unknown */
export async function nx(root: string, call: Call): Promise<Outcome> {
  const [, command, what = '', ...rest] = call.args;
  if (command === 'g') return generate(root, call);
  if (command === 'run') {
    const [project = '', target = ''] = what.split(':');
    const stage = rest[0] === '-c' ? rest[1] : undefined;
    return runTarget(
      root,
      call,
      { project, target, stage },
      rest.slice(stage === undefined ? 0 : 2),
    );
  }
  const [target, , stage, , tag = '', ...more] = rest;
  if (command !== 'run-many' || target === undefined) {
    throw new Error(`unknown command: ${call.args.join(' ')}`);
  }
  for (const project of tagged(root, tag.replace(/^tag:/, ''))) {
    const outcome = await runTarget(root, call, { project, target, stage }, more);
    if (outcome.status !== 0) return outcome;
  }
  return { status: 0, stdout: '', stderr: '' };
}

/** Runs a generator with Nx itself, which parses its options by their schema. */
function generate(root: string, { args }: Call): Promise<Outcome> {
  const command = [process.execPath, require.resolve('nx/bin/nx'), ...args.slice(1)] as const;
  return run([command[0], ...command.slice(1)], { cwd: root, env: shellEnvironment() });
}

function runTarget(
  root: string,
  { env }: Call,
  task: { readonly project: string; readonly target: string; readonly stage: string | undefined },
  added: readonly string[],
): Promise<Outcome> {
  const { folder, own } = projectNamed(root, task.project);
  const { targetDefaults } = json(root, 'nx.json') as NxFile;
  const { command, cwd } =
    (own.targets?.[task.target] ?? targetDefaults[task.target])?.options ?? {};
  if (command === undefined || cwd !== '{projectRoot}') {
    throw new Error(`${task.project} has no target ${task.target}`);
  }
  const script = command
    .replaceAll('{stage}', task.stage ?? '')
    .replaceAll('{projectName}', task.project);
  const words = added.filter((word) => word !== '--');
  return run(['sh', '-c', `${script} "$@"`, 'sh', ...words], { cwd: path.join(root, folder), env });
}

function projectNamed(root: string, name: string) {
  const folder = ['apps', 'tools']
    .map((one) => `${one}/${name}`)
    .find((one) => hasProject(root, one));
  if (folder === undefined) throw new Error(`there is no project ${name}`);
  return { folder, own: json(root, folder, 'project.json') as ProjectFile };
}

function tagged(root: string, tag: string): readonly string[] {
  return readdirSync(path.join(root, 'apps'))
    .filter((name) => hasProject(root, `apps/${name}`))
    .filter((name) => projectNamed(root, name).own.tags?.includes(tag));
}

function hasProject(root: string, folder: string): boolean {
  return readdirSync(path.join(root, folder, '..')).includes(path.basename(folder));
}

function json(...file: readonly string[]): unknown {
  return JSON.parse(readFileSync(path.join(...file), 'utf8'));
}
