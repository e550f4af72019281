/**
 * Lints files that are not there, with the workspace's own rules: `[{ file, code }]` on standard
 * input, the messages about imports between projects of each on standard output. A process of its
 * own, since ESLint reads its configuration as an ES module, which Jest does not load.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';

const root = path.resolve(import.meta.dirname, '../../../..');
const eslint = new ESLint({
  cwd: root,
  ruleFilter: ({ ruleId }) => ruleId === '@nx/enforce-module-boundaries',
});
const cases = JSON.parse(readFileSync(0, 'utf8'));
const found = [];
for (const { file, code } of cases) {
  const [result] = await eslint.lintText(code, { filePath: path.join(root, file) });
  found.push(result.messages.map(({ message }) => message));
}
process.stdout.write(JSON.stringify(found));
