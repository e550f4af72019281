import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';

const FAULTS = join(__dirname, 'outlive-faults.ts');

/** A program that has such a fault, and something to do after it. */
function run(fault: string, stderr: number | 'pipe' = 'pipe') {
  const program = `
    require(${JSON.stringify(FAULTS)}).outliveFaults();
    setTimeout(() => { ${fault} }, 0);
    setTimeout(() => console.log('went on'), 200);`;
  const args = ['--import', 'tsx', '--eval', program];
  const options = { encoding: 'utf8', timeout: 20_000 } as const;
  return spawnSync(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', stderr] });
}

describe('a fault that nobody can be answered for', () => {
  it.each([
    ['an error that is thrown', "throw new Error('lost')", /lost\n\s+at /],
    ['a promise that is rejected', "Promise.reject(new Error('lost'))", /lost\n\s+at /],
    ['what is no error', "Promise.reject('lost')", /lost\n/],
    [
      'the error of an emitter',
      "new (require('events'))().emit('error', new Error('lost'))",
      /lost/,
    ],
  ])('is told and outlived: %s', (_name, fault, told) => {
    const { status, stdout, stderr } = run(fault);
    expect({ status, stdout }).toEqual({ status: 1, stdout: 'went on\n' });
    expect(stderr).toMatch(/^error: a fault of the sandbox, which goes on: /);
    expect(stderr).toMatch(told);
  });

  it('does not change the exit status where there is none', () => {
    expect(run('')).toMatchObject({ status: 0, stdout: 'went on\n', stderr: '' });
  });

  (process.platform === 'linux' ? it : it.skip)(
    'is outlived where it can not be told, as on a disk that is full',
    () => {
      const full = openSync('/dev/full', 'w');
      const { status, stdout } = run("throw new Error('lost')", full);
      closeSync(full);
      expect({ status, stdout }).toEqual({ status: 1, stdout: 'went on\n' });
    },
  );
});
