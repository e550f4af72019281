/** Checks that the versions of Node.js in the workspace's files agree. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { workspaceRoot } from '../testing/workspace-copy';
import { workflowFiles } from '../workflows/workflow-files';

const read = (file: string) => readFileSync(path.join(workspaceRoot, file), 'utf8');

const json = <T>(file: string, schema: z.ZodType<T>) => schema.parse(JSON.parse(read(file)));

/** Returns the message of the npm scripts about a version. */
function adviceOn(version: string): unknown {
  const module = path.join(workspaceRoot, 'tools/npm-scripts/node-version.mjs');
  const script = `import { nodeVersionAdvice } from ${JSON.stringify(module)};
    console.log(JSON.stringify(nodeVersionAdvice(${JSON.stringify(version)})));`;
  const args = ['--input-type=module', '--eval', script];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

/** The versions in the job that checks pull requests. */
const tested = z
  .array(z.number())
  .parse(
    workflowFiles.find(({ name }) => name === 'pull-request.yml')?.jobs['check']?.strategy?.matrix[
      'node'
    ],
  );

const current = Number(read('.nvmrc'));

describe('Node.js', () => {
  it('has the same version for development, CI and functions', () => {
    expect(read('libs/cdk-app/src/bundled-function.ts')).toContain(
      `Runtime.NODEJS_${String(current)}_X`,
    );
    expect(read('nx.json')).toContain(`"target": "node${String(current)}"`);
    const versions = workflowFiles
      .flatMap(({ jobs }) => Object.values(jobs).flatMap(({ steps }) => steps))
      .filter(({ uses }) => uses?.startsWith('actions/setup-node@'))
      .map((step) => step.with['node-version-file'] ?? step.with['node-version']);
    expect([...new Set(versions)].sort()).toEqual(['${{ matrix.node }}', '.nvmrc']);
  });

  it('is tested in each supported version', () => {
    expect(tested).toContain(current);
    for (const version of tested) expect(adviceOn(`${String(version)}.0.0`)).toEqual({});
  });

  it('has the types and the build target of the oldest supported version', () => {
    const { engines, devDependencies } = json(
      'package.json',
      z.object({
        engines: z.object({ node: z.string() }),
        devDependencies: z.record(z.string(), z.string()),
      }),
    );
    const oldest = /^>=(\d+)\.(\d+)$/.exec(engines.node);
    const major = oldest?.[1] ?? 'none';
    expect(devDependencies['@types/node']).toMatch(new RegExp(`^${major}\\.`));
    expect(read('tools/sandbox/cli/project.json')).toContain(`"target": "node${major}"`);
    const minor = Number(oldest?.[2]);
    expect(adviceOn(`${major}.${String(minor)}.0`)).toEqual({
      warning: expect.stringMatching(/end of life.*22 and 24 are supported$/) as string,
    });
    expect(adviceOn(`${major}.${String(minor - 1)}.0`)).toEqual({
      error: `Node.js ${tested.join(' or ')} is required (at least ${major}.${String(minor)}), but this is ${major}.${String(minor - 1)}.0`,
    });
    expect(adviceOn('18.20.0')).toHaveProperty('error');
  });
});
