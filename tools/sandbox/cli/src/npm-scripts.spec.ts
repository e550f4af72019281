import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';

const folders = temporaryFolders();

/** A clone where nothing was installed or built, with two apps and a folder that is not an app. */
const clone = folders();
const scripts = join(clone, 'tools/npm-scripts');
cpSync(resolve(__dirname, '../../../npm-scripts'), scripts, { recursive: true });
for (const app of ['consumer-infra', 'food-service', 'orders-e2e']) {
  mkdirSync(join(clone, 'apps', app), { recursive: true });
  if (app !== 'orders-e2e') writeFileSync(join(clone, 'apps', app, 'cdk.json'), '{}');
}

function run(script: string, ...args: readonly string[]) {
  const options = { cwd: clone, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(scripts, script), ...args],
    options,
  );
  return { status, stdout, stderr };
}

describe('npm run explain and npm run logs', () => {
  it('explain how to start a sandbox before the first one', () => {
    expect(run('sandbox.mjs', 'explain')).toEqual({
      status: 1,
      stdout: '',
      stderr: 'error: no sandbox has been built here yet; start one with npm start\n',
    });
  });

  it('pass their arguments on to the sandbox', () => {
    const dist = join(clone, 'dist/tools/sandbox');
    mkdirSync(dist, { recursive: true });
    writeFileSync(join(dist, 'main.cjs'), 'console.log(process.argv.slice(2).join(" "))');
    const { stdout } = run('sandbox.mjs', 'logs', 'food', '--follow');
    expect(stdout).toBe('logs food --follow\n');
  });
});

describe('npm run deploy:sandbox', () => {
  afterEach(() => expect(readdirSync(clone)).not.toContain('node_modules'));

  it.each([
    [['dessert'], 'unknown app "dessert"; the apps are consumer-infra, food-service'],
    [['food', 'orders-e2e'], 'unknown app "orders-e2e"; the apps are consumer-infra, food-service'],
    [['--stage=dev'], 'unknown option --stage=dev; the only option is --data-dir=<folder>'],
    [['food', '-c'], 'unknown option -c; the only option is --data-dir=<folder>'],
  ])('installs and deploys nothing for %j', (args, message) => {
    expect(run('deploy-sandbox.mjs', ...args)).toEqual({
      status: 2,
      stdout: '',
      stderr: `error: ${message}\n`,
    });
  });

  it('prints the help', () => {
    expect(run('deploy-sandbox.mjs', '--help').stdout).toMatch(/^Usage: npm run deploy:sandbox/);
  });
});
