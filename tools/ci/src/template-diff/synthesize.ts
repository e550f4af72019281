/**
 * Synthesizes the templates of a working tree without AWS: with the stage's values, and example values for
 * placeholders.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Template } from './compare-templates';

const template = z.record(z.string(), z.unknown());

const projects = z.array(z.string());

const project = z.object({ root: z.string() });

/** The templates of all apps, by stack name. */
export type Templates = ReadonlyMap<string, Template>;

/**
 * Builds and synthesizes all apps of a working tree, with example values for its accounts.
 * @param root the working tree, with `node_modules`
 * @param stage the name of a stage, such as `prod`
 * @throws Error with the output when an app does not build or synthesize
 */
export function synthesize(root: string, stage: string): Templates {
  const run = (command: string, args: readonly string[], cwd = root) => {
    return execFileSync(process.execPath, [binary(root, command), ...args], {
      cwd,
      encoding: 'utf8',
      env: environment(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  };
  const apps = projects.parse(
    JSON.parse(run('nx', ['show', 'projects', '--withTarget=synth', '--json'])),
  );
  run('nx', ['run-many', '--targets=build', `--projects=${apps.join(',')}`]);
  return new Map(
    apps.flatMap((app) => {
      const { root: folder } = project.parse(
        JSON.parse(run('nx', ['show', 'project', app, '--json'])),
      );
      const output = path.join(root, 'dist', 'template-diff', app);
      rmSync(output, { recursive: true, force: true });
      const context = ['--context', `stage=${stage}`, '--context', 'examples=true'];
      run('cdk', ['synth', '--quiet', '--output', output, ...context], path.join(root, folder));
      return templatesIn(output);
    }),
  );
}

/**
 * Returns an environment without Nx's daemon, which would outlive the run, and without a second validation of
 * templates.
 */
function environment(): NodeJS.ProcessEnv {
  return { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', CDK_VALIDATION: 'false' };
}

/** Returns the script of a command of the workspace's packages. */
function binary(root: string, command: string): string {
  const file = { nx: 'nx/dist/bin/nx.js', cdk: 'aws-cdk/bin/cdk' }[command] ?? command;
  const found = path.join(root, 'node_modules', file);
  if (!existsSync(found)) throw new Error(`${found} is missing: run npm ci`);
  return found;
}

function templatesIn(folder: string): [string, Template][] {
  const suffix = '.template.json';
  return readdirSync(folder)
    .filter((file) => file.endsWith(suffix))
    .map((file) => [
      path.basename(file, suffix),
      template.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))),
    ]);
}
