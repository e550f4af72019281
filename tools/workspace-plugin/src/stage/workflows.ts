/** The stages in the workflows of GitHub Actions. All else in the files stays as it is. */
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, Node } from 'yaml';
import type { NewStage } from './stage-copy';

/** A workflow that names every stage, and what adds one; undefined where the file does not name `after` as expected. */
export interface StageWorkflow {
  readonly path: string;
  readonly withStage: (text: string, stage: NewStage) => string | undefined;
}

/** Deploys one stage after the other: a job for each. */
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

/** Looks for drift in all stages at once: a list of them. */
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

/** Every workflow that names the stages. */
export const stageWorkflows: readonly StageWorkflow[] = [deployment, drift];

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** From the last to the first, so that each finds its place. */
function edited(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((one, other) => other.start - one.start)
    .reduce((all, edit) => all.slice(0, edit.start) + edit.text + all.slice(edit.end), text);
}

function rangeOf({ range }: Node): { readonly start: number; readonly end: number } {
  const [start, end] = range ?? [0, 0];
  return { start, end };
}

/** Where the line behind a node starts. */
function endOf(node: Node, text: string): number {
  const written = text.slice(0, rangeOf(node).end).trimEnd().length;
  const lineEnd = text.indexOf('\n', written);
  return lineEnd < 0 ? text.length : lineEnd + 1;
}

function namesAt(document: Document, path: readonly string[]): readonly string[] {
  const list = document.getIn(path);
  return isSeq(list) ? list.items.map((item) => String(isScalar(item) ? item.value : item)) : [];
}
