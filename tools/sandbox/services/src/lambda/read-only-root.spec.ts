import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { runningLambdas } from '../testing/running-lambda';

const lambdaOf = runningLambdas();
const folders = temporaryFolders();

/** Returns the result of a handler with this body, or its error. */
async function outcomeOf(statements: string, imports = ''): Promise<unknown> {
  const source = `import * as fs from 'node:fs';
    import { readFile, writeFile } from 'node:fs/promises';
    ${imports}
    const { LAMBDA_TASK_ROOT: root } = process.env;
    export const handler = async () => { ${statements} };`;
  const [, payload] = await lambdaOf(source).invoke();
  return payload;
}

const refused = (syscall: string, path = 'x') => ({
  errorType: 'Error',
  errorMessage: `EROFS: read-only file system, ${syscall} '${path}'`,
});

describe("the folder of a function's code", () => {
  it.each([
    [`fs.writeFileSync('x', '')`, refused('open')],
    [`fs.appendFileSync('x', '')`, refused('open')],
    [`fs.mkdirSync('x')`, refused('mkdir')],
    [`fs.openSync('x', 'w')`, refused('open')],
    [`fs.openSync('x', fs.constants.O_CREAT | fs.constants.O_WRONLY)`, refused('open')],
    [`fs.unlinkSync('handler.mjs')`, refused('unlink', 'handler.mjs')],
    [`fs.renameSync('handler.mjs', '/tmp/x')`, refused('rename', 'handler.mjs')],
    [`fs.copyFileSync('handler.mjs', 'x')`, refused('copyfile')],
    [`fs.symlinkSync('/tmp', 'x')`, refused('symlink')],
    [`await writeFile('x', '')`, refused('open')],
    [`await fs.promises.rm('handler.mjs')`, refused('rm', 'handler.mjs')],
    [`await new Promise((_, no) => fs.writeFile('x', '', no))`, refused('open')],
    [`await new Promise((_, no) => fs.createWriteStream('x').on('error', no))`, refused('open')],
    [
      `await fs.promises.writeFile(new URL('x', import.meta.url), '')`,
      { errorType: 'Error', errorMessage: expect.stringContaining('EROFS') as string },
    ],
    [
      `process.chdir('/'); fs.writeFileSync(root + '/x', '')`,
      { errorMessage: expect.stringContaining('EROFS: read-only file system, open') as string },
    ],
  ])('is read-only for %s', async (statements, expected) => {
    expect(await outcomeOf(statements)).toMatchObject(expected);
  });

  it("is read-only for required modules, with Node.js' error message", async () => {
    const statements = `try { require('fs').writeFileSync('x', ''); } catch ({ code, errno, syscall, path }) {
      return { code, errno, syscall, path };
    }`;
    const imports = `import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);`;
    expect(await outcomeOf(statements, imports)).toEqual({
      code: 'EROFS',
      errno: -30,
      syscall: 'open',
      path: 'x',
    });
  });

  it('can be read', async () => {
    const statements = `return [
      fs.readFileSync('handler.mjs', 'utf8').length > 0,
      (await readFile('handler.mjs', 'utf8')).length > 0,
      fs.readFileSync(fs.openSync('handler.mjs', 'r'), 'utf8').length > 0,
      fs.mkdirSync(root, { recursive: true }) === undefined,
      fs.rmSync('gone', { force: true }) === undefined,
    ];`;
    expect(await outcomeOf(statements)).toEqual([true, true, true, true, true]);
  });

  it('is the only read-only folder', async () => {
    const file = join(folders(), 'written');
    await outcomeOf(
      `fs.writeFileSync(${JSON.stringify(file)}, 'x'); process.stdout.write('y\\n');`,
    );
    expect(existsSync(file) && readFileSync(file, 'utf8')).toBe('x');
  });
});
