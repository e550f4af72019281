/**
 * `nx run ci:template-diff`: writes the effects of deploying this working tree over the state before the
 * change, as Markdown. `--stage=<name>`, `--output=<file>`.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { GitRepository, baseOf } from '../git';
import { stagesIn } from '../stages/stage-list.cjs';
import { compareTemplates } from './compare-templates';
import { templateDiffComment } from './markdown';
import { synthesize } from './synthesize';
import type { Templates } from './synthesize';

const root = path.resolve(__dirname, '../../../..');

const { values } = parseArgs({
  options: {
    stage: { type: 'string' },
    output: { type: 'string', default: 'dist/template-diff.md' },
  },
});

const stage = values.stage ?? '';
const stages = stagesIn(root);
if (!stages.includes(stage)) {
  console.error(`error: specify a stage with --stage=<name>, one of ${stages.join(', ')}`);
  process.exit(2);
}

/** Runs a function with a working tree of another commit, with the packages of this one. */
function withWorktree<T>(repository: GitRepository, commit: string, use: (tree: string) => T): T {
  const tree = mkdtempSync(path.join(tmpdir(), 'before-'));
  repository.addWorktree(tree, commit);
  try {
    symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
    return use(tree);
  } finally {
    repository.removeWorktree(tree);
    rmSync(tree, { recursive: true, force: true });
  }
}

/** Writes the templates for other comparisons: `dist/template-diff/<side>/<stack>.template.json`. */
function leaveTemplates(side: 'before' | 'now', templates: Templates): void {
  const folder = path.join(root, 'dist', 'template-diff', side);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [stack, template] of templates) {
    writeFileSync(path.join(folder, `${stack}.template.json`), JSON.stringify(template));
  }
}

const repository = new GitRepository(root);
const start = repository.startOfChange(baseOf(repository, process.env));
const before = withWorktree(repository, start, (tree) => synthesize(tree, stage));
const now = synthesize(root, stage);
const stacks = [...new Set([...before.keys(), ...now.keys()])]
  .sort()
  .map((stack) => compareTemplates(stack, before.get(stack) ?? {}, now.get(stack) ?? {}));
const compared = `\`${stage}\` with example values, since ${start.slice(0, 7)}`;
leaveTemplates('before', before);
leaveTemplates('now', now);
const comment = templateDiffComment(stacks, compared);
const output = path.resolve(root, values.output);
mkdirSync(path.dirname(output), { recursive: true });
writeFileSync(output, comment);
console.log(comment);
