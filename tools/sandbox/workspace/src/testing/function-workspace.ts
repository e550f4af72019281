/** A small workspace on disk: one app with functions, one library, and a package that they import. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const files = {
  /** Functions are built with the same options as in this workspace. */
  'nx.json': readFileSync(join(__dirname, '../../../../../nx.json'), 'utf8'),
  'tsconfig.base.json': JSON.stringify({
    compilerOptions: { paths: { '@team/menu': ['./libs/menu/src/index.ts'] } },
  }),
  'node_modules/greeting/package.json': JSON.stringify({ name: 'greeting', main: 'index.js' }),
  'node_modules/greeting/index.js': `exports.greet = (name) => 'Hello ' + name;`,
  'libs/menu/src/index.ts': `export const dish: string = 'pizza';`,
  'apps/food/src/lambdas/get/handler.ts': `import { dish } from '@team/menu';
export const handler = async () => ({ dish });`,
  'apps/food/src/lambdas/greet/handler.ts': `import { greet } from 'greeting';
export const handler = async () => ({ text: greet('Ada') });`,
};

/** Writes the workspace into an empty folder, and returns a function that saves a file in it. */
export function functionWorkspace(root: string): (file: string, content: string) => void {
  const save = (file: string, content: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  };
  for (const [file, content] of Object.entries(files)) save(file, content);
  return save;
}
