/**
 * Lints files as if they contained only some imports, with the workspace's rules. Reads
 * `{ [file]: [imported, …] }` from stdin, and writes the messages of the import rules for each import of each
 * file to stdout. A separate process, since ESLint's configuration is an ES module, which Jest does not load.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';

const RULES = ['@nx/enforce-module-boundaries', '@typescript-eslint/no-restricted-imports'];

const root = path.resolve(import.meta.dirname, '../../../..');
const eslint = new ESLint({
  cwd: root,
  ruleFilter: ({ ruleId }) => RULES.includes(ruleId),
  // These rules need no type information, which would be computed for the whole workspace again for each
  // file.
  overrideConfig: { languageOptions: { parserOptions: { project: null } } },
});
const found = {};
for (const [file, imports] of Object.entries(JSON.parse(readFileSync(0, 'utf8')))) {
  const code = imports.map((one) => `import '${one}';\n`).join('');
  const [{ messages }] = await eslint.lintText(code, { filePath: path.join(root, file) });
  const fatal = messages.find((message) => message.fatal);
  if (fatal) throw new Error(`${file}: ${fatal.message}`);
  found[file] = imports.map((_, index) =>
    messages.filter(({ line }) => line === index + 1).map(({ message }) => message),
  );
}
process.stdout.write(JSON.stringify(found));
