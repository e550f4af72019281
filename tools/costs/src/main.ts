/**
 * Computes the costs of the stacks: `nx run costs:costs --stage=<name>` prints it, `nx run costs:write`
 * writes the tables of docs/costs.md, `nx run costs:compare --before=<folder> --now=<folder> --output=<file>`
 * compares the costs of templates. Sends nothing to AWS.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigurationError, reportMistake } from '@cross-account/stages';
import { comparison, costsOfStack } from './markdown';
import { pageWithCosts } from './page';
import { stackCosts } from './stack-costs';
import type { StackCosts } from './stack-costs';
import { synthesize, templatesIn } from './synthesize';
import type { Templates } from './synthesize';

const workspaceRoot = path.resolve(__dirname, '../../..');
const PAGE = path.join(workspaceRoot, 'docs/costs.md');

/** The stage on the page. */
const SHOWN = 'prod';

function run(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      stage: { type: 'string' },
      before: { type: 'string' },
      now: { type: 'string' },
      output: { type: 'string' },
    },
  });
  const required = (name: keyof typeof values) => {
    const value = values[name];
    if (value !== undefined) return value;
    throw new ConfigurationError(`--${name} is missing: see tools/costs/src/main.ts`);
  };
  const [command] = positionals;
  if (command === 'print') {
    for (const stack of costsOf(synthesize(workspaceRoot, required('stage')))) {
      console.log(`${costsOfStack(stack)}\n`);
    }
  } else if (command === 'write') {
    const stacks = costsOf(synthesize(workspaceRoot, SHOWN));
    writeFileSync(PAGE, pageWithCosts(readFileSync(PAGE, 'utf8'), stacks));
  } else if (command === 'compare') {
    write(required('output'), compared(required('before'), required('now')));
  } else {
    throw new ConfigurationError('expected the command print, write or compare');
  }
}

function costsOf(templates: Templates): readonly StackCosts[] {
  return [...templates].map(([stack, template]) => stackCosts(stack, template));
}

/** A stack that exists on one side only has no costs on the other. */
function compared(beforeFolder: string, nowFolder: string): string {
  const before = templatesIn(path.resolve(workspaceRoot, beforeFolder));
  const now = templatesIn(path.resolve(workspaceRoot, nowFolder));
  const names = [...new Set([...before.keys(), ...now.keys()])].sort();
  const sideOf = (templates: Templates) =>
    names.map((name) => stackCosts(name, templates.get(name)));
  return comparison(sideOf(before), sideOf(now));
}

function write(file: string, text: string): void {
  const output = path.resolve(workspaceRoot, file);
  mkdirSync(path.dirname(output), { recursive: true });
  writeFileSync(output, text);
  console.log(text);
}

try {
  run();
} catch (error) {
  reportMistake(error);
}
