/** Follows a page of the documentation: writes its files and runs its commands in a copy of the workspace. */
import type { WorkspaceCopy } from '../testing/workspace-copy';

/** A fenced code block with an instruction in its info string. */
interface Step {
  readonly kind: 'apply' | 'run' | 'write';
  /** The file to write. */
  readonly file: string;
  readonly text: string;
}

const BLOCK = /^```\w+ (?:(run|apply)|file=(\S+))\n([\s\S]*?)^```$/gm;

/**
 * Returns the steps of a page, in order: ```` ```ts file=<path> ```` is a whole file, ```` ```bash run ```` are `npx nx`
 * commands, ```` ```diff apply ```` is a change.
 */
export function stepsOf(markdown: string): readonly Step[] {
  return [...markdown.matchAll(BLOCK)].map(([, action, file = '', text = '']) => {
    return { kind: action === 'run' || action === 'apply' ? action : 'write', file, text };
  });
}

/** Executes a step. @throws Error with the output of a command that fails */
export function take(step: Step, copy: WorkspaceCopy): void {
  if (step.kind === 'write') return copy.write(step.file, step.text);
  if (step.kind === 'apply') {
    copy.write('change.diff', step.text);
    copy.git('apply', 'change.diff');
    copy.git('clean', '--quiet', '--force', 'change.diff');
    return undefined;
  }
  for (const line of step.text.trim().split('\n')) copy.nx(...argumentsOf(line));
  return undefined;
}

const COMMAND = /^npx nx (.+)$/;

function argumentsOf(line: string): readonly string[] {
  const [, rest] = COMMAND.exec(line) ?? [];
  if (rest === undefined) throw new Error(`a page may only run 'npx nx …', got '${line}'`);
  return rest.split(' ');
}
