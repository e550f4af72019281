/** Runs real commands as the executors do. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { runCommand } from './run-command.cjs';

const root = mkdtempSync(path.join(tmpdir(), 'commands-'));
const printed = path.join(root, 'printed');

/** Creates a command of a package that records its working directory and arguments. */
beforeAll(() => {
  const file = path.join(root, 'node_modules/.bin/note');
  mkdirSync(path.dirname(file), { recursive: true });
  mkdirSync(path.join(root, 'apps/food'), { recursive: true });
  writeFileSync(
    file,
    `#!/bin/sh\npwd > ${printed}\nfor word; do echo "$word" >> ${printed}; done\n`,
  );
  chmodSync(file, 0o755);
});
afterAll(() => rmSync(root, { recursive: true }));

const context: ExecutorContext = {
  ...{ root, cwd: root, isVerbose: false, projectName: 'food', targetName: 'deploy' },
  nxJsonConfiguration: {},
  projectsConfigurations: { version: 2, projects: {} },
  projectGraph: { dependencies: {}, nodes: {} },
};

const run = (command: string, added: object = {}) =>
  runCommand({ command, cwd: 'apps/food', stage: 'dev', ...added }, context);

const notes = () => readFileSync(printed, 'utf8').trimEnd().split('\n').slice(1);

describe('the command of a stage', () => {
  it('belongs to the workspace, runs in the given folder, and receives the stage', async () => {
    expect(await run('note -c stage={stage}')).toEqual({ success: true });
    expect(readFileSync(printed, 'utf8')).toMatch(/apps\/food\n-c\nstage=dev\n$/);
  });

  it('passes additional arguments unchanged', async () => {
    const words = ['--force', '--trust=1,2', 'two words', "it's", '$HOME', '*', ';'];
    await run('note', { args: '--first --second', __unparsed__: words });
    expect(notes()).toEqual(['--first', '--second', ...words]);
  });

  it('fails if the command fails', async () => {
    expect(await run('note && false')).toEqual({ success: false });
  });

  it('passes signals on to all its processes, and waits for them', async () => {
    const script = path.join(root, 'script.cjs');
    const command = `sh -c "trap 'sleep 0.3; echo tidied up; exit 3' TERM; echo started; while :; do sleep 0.05; done" && true`;
    writeFileSync(
      script,
      `const { runShell } = require('${path.join(__dirname, 'shell.cjs')}');
runShell(${JSON.stringify(command)}, { root: '/', cwd: '' }).then((ok) => console.log('ended ' + ok));`,
    );
    const child = spawn(process.execPath, [script]);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (!output.includes('started') && text.includes('started')) child.kill('SIGTERM');
      output += text;
    });
    await new Promise((resolve) => child.once('close', resolve));
    expect(output).toBe('started\ntidied up\nended false\n');
  });
});
