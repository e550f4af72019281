import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sandboxProblems } from './sandbox-check.cjs';

const root = mkdtempSync(path.join(tmpdir(), 'workspace-'));
afterAll(() => rmSync(root, { recursive: true }));

const projects = {
  food: {
    data: {
      targets: {
        synth: { configurations: { sandbox: {} }, defaultConfiguration: 'sandbox' },
        deploy: { configurations: { sandbox: {}, dev: {} } },
      },
    },
  },
};

const problems = (...args: string[]) => sandboxProblems(args, projects, root);

/** Returns a data folder with the state of a sandbox with this process ID. */
function dataFolder(name: string, pid: number): string {
  mkdirSync(path.join(root, name));
  const state = { pid, aws: 'http://127.0.0.1:4566' };
  writeFileSync(path.join(root, name, 'sandbox.json'), JSON.stringify(state));
  return name;
}

describe('a run of Nx that deploys to the sandbox', () => {
  it('is refused if no sandbox is running', () => {
    expect(problems('run', 'food:deploy', '-c', 'sandbox')).toEqual([
      expect.stringContaining('no sandbox is running with the data folder'),
    ]);
  });

  it('continues if one is running with the given folder', () => {
    const folder = dataFolder('running', process.pid);
    for (const option of [
      [`--data-dir=${folder}`],
      ['--data-dir', folder],
      [`--args=--data-dir ${folder}`],
    ]) {
      expect(problems('run', 'food:deploy:sandbox', ...option)).toEqual([]);
      expect(problems('run', 'food:deploy:sandbox', '--', ...option)).toEqual([]);
    }
  });

  it('is refused if that sandbox was killed', () => {
    const folder = dataFolder('killed', 2 ** 30);
    expect(problems('deploy', 'food', '-c', 'sandbox', '--data-dir', folder)).toHaveLength(1);
  });

  it.each([
    [['run', 'food:deploy', '-c', 'dev']],
    [['run', 'food:synth', '-c', 'sandbox']],
    [['run-many', '-t', 'build', 'synth', '--configuration=sandbox']],
  ])('does not include %j', (args) => {
    expect(problems(...args)).toEqual([]);
  });
});
