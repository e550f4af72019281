/**
 * Releases this workspace as a template, and upgrades a fork of an earlier release as described in
 * docs/upgrade.md: with git, Nx and the generators, without installing packages.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { shellEnvironment, workspaceRoot } from '../testing/workspace-copy';

const folder = mkdtempSync(path.join(tmpdir(), 'upgrade-'));
const template = path.join(folder, 'template');
const fork = path.join(folder, 'fork');

function run(cwd: string, command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: shellEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status === 0) return stdout.trim();
  throw new Error(`${command} ${args.join(' ')} failed\n${stdout}\n${stderr}`);
}

const git = (cwd: string, ...args: string[]) => run(cwd, 'git', args);

const nx = (cwd: string, ...args: string[]) =>
  run(cwd, process.execPath, [path.join(workspaceRoot, 'node_modules/nx/dist/bin/nx.js'), ...args]);

const read = (cwd: string, file: string) => readFileSync(path.join(cwd, file), 'utf8');

function clone(from: string, to: string): void {
  git(folder, 'clone', '--quiet', '--shared', from, to);
  symlinkSync(path.join(workspaceRoot, 'node_modules'), path.join(to, 'node_modules'));
}

function versionOf(cwd: string): string {
  return (JSON.parse(read(cwd, 'tools/release/package.json')) as { version: string }).version;
}

/** Creates a commit in one app that appears in the changelog. */
function improve(cwd: string): void {
  const file = path.join(cwd, 'apps/food-service/src/service.ts');
  writeFileSync(
    file,
    `${readFileSync(file, 'utf8')}\n/** Improved. */\nexport const better = true;\n`,
  );
  git(cwd, 'commit', '--quiet', '--all', '--message', 'feat(food): serve it better');
}

/** Changes what forks change: name, domain, accounts, owners and a menu; adds a service. */
function customize(cwd: string): void {
  nx(
    cwd,
    ...['g', 'workspace-plugin:configure', '--name=acme-orders', '--domain=orders.acme.com'],
    '--accounts=dev.consumer=190000000010,dev.food=190000000011,prod.food=290000000011',
    '--owners=default=@acme/platform,food=@acme/food',
  );
  nx(cwd, 'g', 'workspace-plugin:service', 'dessert', '--items=cake', '--owner=@acme/dessert');
  git(cwd, 'add', '--all');
  git(cwd, 'commit', '--quiet', '--message', 'feat: make it our own');
}

/**
 * The commits of the last two releases, newest first. In a shallow clone there may be fewer, and the first
 * commit seems to have changed the version.
 */
const releases = git(
  workspaceRoot,
  ...['log', '--max-count=2', '--format=%H', '-G"version":', '--', 'tools/release/package.json'],
).split('\n');
const base = releases.at(-1) ?? 'HEAD';
let before: string;
let output: string;

beforeAll(() => {
  clone(workspaceRoot, template);
  git(template, 'switch', '--quiet', '--force-create', 'main');
  before = versionOf(template);
  git(template, 'tag', `v${before}`);
  improve(template);
  output = nx(template, 'release', '--skip-publish');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a release', () => {
  it('has the version that follows from its commits, a changelog and a tag', () => {
    const [major = '', minor = ''] = before.split('.');
    const next = `${major}.${String(Number(minor) + 1)}.0`;
    expect(versionOf(template)).toBe(next);
    expect(git(template, 'tag', '--points-at', 'HEAD')).toBe(`v${next}`);
    expect(read(template, 'CHANGELOG.md')).toMatch(
      new RegExp(`^## ${next} [^#]+### 🚀 Features\\s+- \\*\\*food:\\*\\* serve it better`),
    );
    expect(git(template, 'status', '--porcelain')).toBe('');
  });

  it('changes nothing else, pushes nothing and publishes nothing', () => {
    expect(git(template, 'diff', '--name-only', 'HEAD~1')).toBe(
      ['CHANGELOG.md', 'tools/release/package.json'].join('\n'),
    );
    expect(output).toContain('Skipped publishing');
    expect(git(workspaceRoot, 'tag', '--list', `v${versionOf(template)}`)).toBe('');
  });
});

describe('the upgrade of a fork', () => {
  let own: string;
  let had: string;

  beforeAll(() => {
    clone(template, fork);
    git(fork, 'remote', 'rename', 'origin', 'template');
    git(fork, 'switch', '--quiet', '--force-create', 'main', base);
    customize(fork);
    own = git(fork, 'rev-parse', 'HEAD');
    had = versionOf(fork);
    git(fork, 'fetch', '--quiet', 'template', '--tags');
    git(fork, 'switch', '--quiet', '--create', 'upgrade');
    git(
      fork,
      ...['-c', 'merge.directoryRenames=false', 'merge', '--quiet', '--no-edit'],
      `v${versionOf(template)}`,
    );
  });

  it('merges without a conflict, and sets the new version', () => {
    expect(git(fork, 'status', '--porcelain')).toBe('');
    expect(versionOf(fork)).toBe(versionOf(template));
    expect(read(fork, 'apps/food-service/src/service.ts')).toContain('better');
  });

  it('keeps changes of the fork', () => {
    expect(read(fork, 'package.json')).toContain('"name": "acme-orders"');
    expect(read(fork, 'package-lock.json')).toContain('"name": "acme-orders"');
    expect(read(fork, 'libs/platform/src/platform.ts')).toContain("'dev.orders.acme.com'");
    expect(read(fork, 'apps/consumer-infra/src/stages.ts')).toContain("'190000000010'");
    const food = read(fork, 'apps/food-service/src/stages.ts');
    expect(food).toContain("'190000000011'");
    expect(food).toContain("'290000000011'");
    expect(read(fork, 'apps/consumer-infra/src/services.ts')).toContain("name: 'dessert'");
    expect(read(fork, '.github/CODEOWNERS')).toContain('* @acme/platform');
    expect(git(fork, 'diff', '--name-only', own, '--', 'apps/dessert-service')).toBe('');
  });

  it("has generators that work with the fork's services", () => {
    const open = nx(fork, 'g', 'workspace-plugin:configure');
    expect(open).toContain('dev.account: <dev dessert account id>');
    expect(open).not.toMatch(/190000000010|<dev food account id>/);
  });

  it('runs no migrations of released versions', () => {
    expect(nx(fork, 'g', 'workspace-plugin:migrate', `--from=${versionOf(fork)}`)).toContain(
      'Nothing to do',
    );
  });

  it('migrates the fork’s own files once', () => {
    nx(fork, 'g', 'workspace-plugin:migrate', `--from=${had}`);
    git(fork, 'add', '--all');
    const migrated = git(fork, 'write-tree');
    nx(fork, 'g', 'workspace-plugin:migrate', `--from=${had}`);
    git(fork, 'add', '--all');
    expect(git(fork, 'write-tree')).toBe(migrated);
  });

  it('adds what the fork’s own services lack, and changes nothing', () => {
    nx(fork, 'g', 'workspace-plugin:service', 'dessert');
    expect(git(fork, 'status', '--porcelain')).not.toMatch(/^.[MD]/m);
  });
});
