/**
 * Synthesizes the templates of the working tree without AWS: with the stage's values, and example values for
 * placeholders.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { templateSchema } from './template';
import type { Template } from './template';

/** Templates by stack name. */
export type Templates = ReadonlyMap<string, Template>;

/**
 * Returns the templates of all apps. Requires their functions to be built.
 *
 * @throws Error with the output when an app does not synthesize for the stage
 */
export function synthesize(workspaceRoot: string, stage: string): Templates {
  const cdk = path.join(workspaceRoot, 'node_modules/aws-cdk/bin/cdk');
  const apps = readdirSync(path.join(workspaceRoot, 'apps')).filter((app) =>
    existsSync(path.join(workspaceRoot, 'apps', app, 'cdk.json')),
  );
  return new Map(
    apps.flatMap((app) => {
      const output = path.join(workspaceRoot, 'dist', 'costs', app);
      rmSync(output, { recursive: true, force: true });
      const context = ['-c', `stage=${stage}`, '-c', 'examples=true'];
      execFileSync(process.execPath, [cdk, 'synth', '--quiet', '--output', output, ...context], {
        cwd: path.join(workspaceRoot, 'apps', app),
        env: { ...process.env, CDK_VALIDATION: 'false' },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      return [...templatesIn(output)];
    }),
  );
}

/**
 * Returns the templates in a folder.
 * @throws Error when there is no such folder, or a file is not a template
 */
export function templatesIn(folder: string): Templates {
  const suffix = '.template.json';
  return new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith(suffix))
      .map((file) => [
        path.basename(file, suffix),
        templateSchema.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))),
      ]),
  );
}
