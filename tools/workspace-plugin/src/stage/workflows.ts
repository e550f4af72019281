/** Adds stages to the GitHub Actions workflows, without other changes. */
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, Node } from 'yaml';
import type { NewStage } from './stage-copy';

/**
 * A workflow that lists all stages, and a function that adds one; it returns undefined when the file does not
 * have the stage `after` as expected.
 */
export interface StageWorkflow {
  readonly path: string;
  readonly withStage: (text: string, stage: NewStage) => string | undefined;
}

/** Deploys one stage after the other, with a job for each. */
const deployment: StageWorkflow = {
  path: '.github/workflows/main.yml',
  withStage(text, { name, after }) {
    const document = parseDocument(text);
    const jobs = document.get('jobs');
    const job = document.getIn(['jobs', after]);
    if (!isMap(jobs) || !isMap(job)) return undefined;
    const end = endOf(job, text);
    const next = jobs.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []));
    const edits = next
      .map((id) => document.getIn(['jobs', id, 'needs'], true))
      .filter((needs) => isScalar(needs) && needs.value === after)
      .map((needs) => ({ ...rangeOf(needs as Node), text: name }));
    const added = { start: end, end, text: `\n${jobOf(name, after)}` };
    return edited(text, [...edits, added]);
  },
};

function jobOf(stage: string, after: string): string {
  return [
    `  ${stage}:`,
    `    needs: ${after}`,
    '    uses: ./.github/workflows/deploy.yml',
    '    permissions:',
    '      contents: read',
    '      deployments: read',
    '      id-token: write',
    '    with:',
    `      stage: ${stage}`,
    '',
  ].join('\n');
}

/** Detects drift in all stages in parallel, with a list of stages. */
const drift: StageWorkflow = {
  path: '.github/workflows/drift.yml',
  withStage(text, { name, after }) {
    const path = ['jobs', 'detect', 'strategy', 'matrix', 'stage'];
    const stages = namesAt(parseDocument(text), path);
    const list = parseDocument(text).getIn(path, true);
    const index = stages.indexOf(after);
    if (index < 0 || !isSeq(list)) return undefined;
    const all = stages.toSpliced(index + 1, 0, name);
    return edited(text, [{ ...rangeOf(list), text: `[${all.join(', ')}]` }]);
  },
};

/** All workflows that list the stages. */
export const stageWorkflows: readonly StageWorkflow[] = [deployment, drift];

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits from the last to the first, so that their offsets stay valid. */
function edited(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((one, other) => other.start - one.start)
    .reduce((all, edit) => all.slice(0, edit.start) + edit.text + all.slice(edit.end), text);
}

function rangeOf({ range }: Node): { readonly start: number; readonly end: number } {
  const [start, end] = range ?? [0, 0];
  return { start, end };
}

/** Returns the start of the line after a node. */
function endOf(node: Node, text: string): number {
  const written = text.slice(0, rangeOf(node).end).trimEnd().length;
  const lineEnd = text.indexOf('\n', written);
  return lineEnd < 0 ? text.length : lineEnd + 1;
}

function namesAt(document: Document, path: readonly string[]): readonly string[] {
  const list = document.getIn(path);
  return isSeq(list) ? list.items.map((item) => String(isScalar(item) ? item.value : item)) : [];
}
