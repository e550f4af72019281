import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const MODULE = join(__dirname, 'uncaught-errors.ts');

/** Returns the arguments of a program with this fault, which continues afterwards. */
function argumentsOf(fault: string): readonly string[] {
  const program = `
    require(${JSON.stringify(MODULE)}).handleUncaughtErrors();
    setTimeout(() => { ${fault} }, 0);
    setTimeout(() => console.log('went on'), 200);`;
  return ['--import', 'tsx', '--eval', program];
}

function run(fault: string) {
  return spawnSync(process.execPath, argumentsOf(fault), { encoding: 'utf8', timeout: 20_000 });
}

describe('an uncaught error', () => {
  it.each([
    ['an error that is thrown', "throw new Error('lost')", /lost\n\s+at /],
    ['a promise that is rejected', "Promise.reject(new Error('lost'))", /lost\n\s+at /],
    ['a value that is not an Error', "Promise.reject('lost')", /lost\n/],
    [
      'the error of an emitter',
      "new (require('events'))().emit('error', new Error('lost'))",
      /lost/,
    ],
  ])('is printed, and the process continues: %s', (_name, fault, printed) => {
    const { status, stdout, stderr } = run(fault);
    expect({ status, stdout }).toEqual({ status: 1, stdout: 'went on\n' });
    expect(stderr).toMatch(/^error: internal error; the sandbox continues: /);
    expect(stderr).toMatch(printed);
  });

  it('does not change the exit status without an error', () => {
    expect(run('')).toMatchObject({ status: 0, stdout: 'went on\n', stderr: '' });
  });

  it('does not end the process if nobody reads the output', async () => {
    const child = spawn(process.execPath, argumentsOf("throw new Error('lost')"));
    child.stderr.destroy();
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    const [status] = (await once(child, 'close')) as [number | null];
    clearTimeout(late);
    expect({ status, stdout }).toEqual({ status: 1, stdout: 'went on\n' });
  }, 20_000);
});
