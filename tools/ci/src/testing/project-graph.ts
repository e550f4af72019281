/** Nx's project graph of this workspace: projects, targets and dependencies. */
import { execFileSync } from 'node:child_process';
import { z } from 'zod';
import { shellEnvironment, workspaceRoot } from './workspace-copy';

const target = z.object({
  inputs: z.array(z.union([z.string(), z.looseObject({})])).default([]),
  dependsOn: z.array(z.unknown()).default([]),
  options: z.looseObject({}).default({}),
  configurations: z.record(z.string(), z.looseObject({})).default({}),
  defaultConfiguration: z.string().optional(),
});

const graphSchema = z.object({
  graph: z.object({
    nodes: z.record(
      z.string(),
      z.object({
        data: z.object({
          root: z.string(),
          tags: z.array(z.string()).default([]),
          targets: z.record(z.string(), target),
        }),
      }),
    ),
    dependencies: z.record(z.string(), z.array(z.object({ target: z.string() }))),
  }),
});

/** The projects by name, and the names of the projects and packages (`npm:…`) that each depends on. */
export interface ProjectGraph {
  readonly nodes: Readonly<Record<string, z.infer<typeof graphSchema>['graph']['nodes'][string]>>;
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

/** Returns the current graph. @throws Error when Nx can't create it */
export function projectGraph(): ProjectGraph {
  const output = execFileSync(
    process.execPath,
    [require.resolve('nx/bin/nx'), 'graph', '--file=stdout'],
    {
      cwd: workspaceRoot,
      encoding: 'utf8',
      env: shellEnvironment(),
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const { nodes, dependencies } = graphSchema.parse(
    JSON.parse(output.slice(output.indexOf('{'))),
  ).graph;
  const targets = Object.entries(dependencies).map(
    ([name, all]) => [name, all.map((one) => one.target)] as const,
  );
  return { nodes, dependencies: Object.fromEntries(targets) };
}
