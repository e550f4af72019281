/** The GitHub Actions workflows, parsed as far as the tests check them. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { workspaceRoot } from '../testing/workspace-copy';

const step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  if: z.string().optional(),
  env: z.record(z.string(), z.string()).default({}),
  with: z.record(z.string(), z.unknown()).default({}),
});

const job = z.object({
  'runs-on': z.string().optional(),
  'timeout-minutes': z.number().optional(),
  uses: z.string().optional(),
  environment: z.string().optional(),
  if: z.string().optional(),
  needs: z.string().optional(),
  with: z.object({ stage: z.string().optional() }).optional(),
  strategy: z
    .object({ matrix: z.record(z.string(), z.array(z.union([z.string(), z.number()]))) })
    .optional(),
  outputs: z.record(z.string(), z.string()).default({}),
  permissions: z.record(z.string(), z.string()),
  concurrency: z.object({ group: z.string(), 'cancel-in-progress': z.boolean() }).optional(),
  steps: z.array(step).default([]),
});

const workflow = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.never()),
  jobs: z.record(z.string(), job),
});

/** One workflow. */
export interface WorkflowFile extends z.infer<typeof workflow> {
  /** The file's name, such as `main.yml`. */
  readonly name: string;
  /** The text of the file. */
  readonly text: string;
}

const folder = path.join(workspaceRoot, '.github/workflows');

/** All workflows. @throws Error when a workflow does not match the schema */
export const workflowFiles: readonly WorkflowFile[] = readdirSync(folder).map((name) => {
  const text = readFileSync(path.join(folder, name), 'utf8');
  return { name, text, ...workflow.parse(parse(text)) };
});

/** Returns the shell commands of a workflow, one per line; continued lines are joined. */
export function commandsOf({ jobs }: WorkflowFile): string[] {
  return Object.values(jobs)
    .flatMap(({ steps }) => steps.map(({ run = '' }) => run.replaceAll('\\\n', ' ').split('\n')))
    .flat()
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
