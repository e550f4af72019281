import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { isSource, SourceWatcher } from './source-watcher';

const folders = temporaryFolders();
const watchers: SourceWatcher[] = [];

function stopWatchers(): void {
  for (const watcher of watchers.splice(0)) watcher.stop();
}

/** A watched workspace with `apps/menu/src/{one,two}.ts` and `libs/menu/src/deep/three.ts`. */
class WatchedWorkspace {
  readonly root = realpathSync(folders());
  /** A folder on the same file system that is not watched. */
  readonly outside = realpathSync(folders());
  private saves = 0;
  private readonly reported = new Set<string>();
  private onReport = (): void => undefined;

  constructor(prepare: (workspace: WatchedWorkspace) => void = () => undefined) {
    for (const name of ['one', 'two']) this.write(`apps/menu/src/${name}.ts`);
    this.write('libs/menu/src/deep/three.ts');
    prepare(this);
    const fail = (error: Error) => {
      throw error;
    };
    const report = (files: readonly string[]) => {
      for (const file of files) this.reported.add(file);
      this.onReport();
    };
    watchers.push(new SourceWatcher(this.root, report, fail));
  }

  path(file: string): string {
    return join(this.root, file);
  }

  /** Writes a file in place, with different content each time. */
  write(file: string, root = this.root): void {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), String(++this.saves));
  }

  /** Writes a new file and renames it over the old one, as most editors, `sed -i` and git do. */
  replace(file: string): void {
    const temporary = `${this.path(file)}.${++this.saves}.tmp`;
    writeFileSync(temporary, String(this.saves));
    renameSync(temporary, this.path(file));
  }

  /** Runs the action, and resolves when all of these files were reported. */
  async expectReported(files: readonly string[], action: () => unknown): Promise<void> {
    this.reported.clear();
    const all = new Promise<void>((resolve) => {
      this.onReport = () => {
        if (files.every((file) => this.reported.has(file))) resolve();
      };
    });
    await action();
    await all;
  }

  /** Runs the action, and returns the files that were reported until lost events were recovered. */
  async reportedDuring(action: () => unknown): Promise<readonly string[]> {
    this.reported.clear();
    await action();
    await sleep(700);
    return [...this.reported].sort();
  }
}

const ONE = 'apps/menu/src/one.ts';
const DEEP = 'libs/menu/src/deep';
const THREE = `${DEEP}/three.ts`;

type Save = (workspace: WatchedWorkspace, round: number) => unknown;

const saves: readonly [string, readonly string[], Save][] = [
  ['in place', [ONE], (at) => at.write(ONE)],
  ['by appending', [ONE], (at) => appendFileSync(at.path(ONE), 'x')],
  ['by renaming over it', [ONE], (at) => at.replace(ONE)],
  [
    'by sed -i',
    [ONE],
    (at) => execFileSync('sed', ['-i.bak', 's/^/x/', at.path(ONE)], { stdio: 'inherit' }),
  ],
  [
    'as vim does, with the old one renamed away',
    [ONE],
    (at) => {
      renameSync(at.path(ONE), at.path(`${ONE}~`));
      at.write(ONE);
      unlinkSync(at.path(`${ONE}~`));
    },
  ],
  ['by deleting it', [ONE], (at) => rmSync(at.path(ONE))],
  [
    'by deleting and restoring it',
    [ONE],
    async (at) => {
      at.write(ONE);
      unlinkSync(at.path(ONE));
      await sleep(40);
      at.write(ONE);
    },
  ],
  [
    'with its folder deleted and restored',
    [THREE],
    (at) => {
      rmSync(at.path(DEEP), { recursive: true, force: true });
      at.write(THREE);
    },
  ],
  [
    'with its folder renamed away and back',
    [THREE],
    async (at) => {
      renameSync(at.path(DEEP), at.path(`${DEEP}-away`));
      await sleep(40);
      renameSync(at.path(`${DEEP}-away`), at.path(DEEP));
    },
  ],
  [
    'with its folder replaced by another one',
    [THREE],
    (at, round) => {
      renameSync(at.path(DEEP), at.path(`old-${round}`));
      at.write(THREE);
    },
  ],
  [
    'with apps itself renamed away and back',
    [ONE],
    async (at) => {
      renameSync(at.path('apps'), at.path('away'));
      await sleep(40);
      renameSync(at.path('away'), at.path('apps'));
    },
  ],
];

describe('watching sources, many files at once', () => {
  const files = Array.from({ length: 300 }, (_, at) => `libs/many/${at % 30}/file-${at}.ts`);
  let workspace: WatchedWorkspace;

  beforeAll(() => {
    workspace = new WatchedWorkspace((at) => files.forEach((file) => at.write(file)));
  });
  afterAll(stopWatchers);

  it.each([
    [1, 'write'],
    [2, 'replace'],
    [3, 'write'],
    [4, 'replace'],
  ] as const)('reports all of them at save %i, by %s', async (_save, method) => {
    await workspace.expectReported(files, () => files.forEach((file) => workspace[method](file)));
  });
});

describe('watching sources', () => {
  afterEach(stopWatchers);

  it.each(saves)('reports a save %s, repeatedly, and the next one in place', async (...one) => {
    const [, files, save] = one;
    const workspace = new WatchedWorkspace();
    for (const round of [1, 2, 3]) {
      await workspace.expectReported(files, () => save(workspace, round));
      for (const file of files) await workspace.expectReported([file], () => workspace.write(file));
    }
  });

  it('reports files in new folders, and saves there', async () => {
    const workspace = new WatchedWorkspace();
    for (const round of [1, 2, 3]) {
      const files = [`apps/new-${round}/src/a/b/c.ts`, `apps/new-${round}/d.ts`];
      const write = () => files.forEach((file) => workspace.write(file));
      await workspace.expectReported(files, write);
      await workspace.expectReported(files, write);
    }
  });

  it('reports files of a folder that is moved in, renamed and moved out', async () => {
    const workspace = new WatchedWorkspace();
    workspace.write('in/src/a.ts', workspace.outside);
    const move = (from: string, to: string) => () => renameSync(from, to);
    const [here, there] = [workspace.path('apps/here'), workspace.path('libs/there')];
    const away = join(workspace.outside, 'in');
    await workspace.expectReported(['apps/here/src/a.ts'], move(away, here));
    await workspace.expectReported(['apps/here/src/a.ts'], () =>
      workspace.replace('apps/here/src/a.ts'),
    );
    await workspace.expectReported(
      ['apps/here/src/a.ts', 'libs/there/src/a.ts'],
      move(here, there),
    );
    await workspace.expectReported(['libs/there/src/a.ts'], () =>
      workspace.write('libs/there/src/a.ts'),
    );
    await workspace.expectReported(['libs/there/src/a.ts'], move(there, away));
    expect(
      await workspace.reportedDuring(() => workspace.write('in/src/a.ts', workspace.outside)),
    ).toEqual([]);
  });

  it('reports every file that a branch changes', async () => {
    const changed = [ONE, THREE, 'apps/added/src/four.ts'];
    const git = (workspace: WatchedWorkspace, ...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
        cwd: workspace.root,
        stdio: 'ignore',
      });
    const workspace = new WatchedWorkspace((at) => {
      git(at, 'init', '--initial-branch=main');
      git(at, 'add', '.');
      git(at, 'commit', '--message=main');
      git(at, 'checkout', '-b', 'other');
      for (const file of changed) at.write(file);
      git(at, 'add', '.');
      git(at, 'commit', '--message=other');
    });
    for (const branch of ['main', 'other', 'main']) {
      await workspace.expectReported(changed, () => git(workspace, 'checkout', branch));
    }
  });

  it('reports saves behind links, without endless recursion', async () => {
    const workspace = new WatchedWorkspace((at) => {
      for (const file of ['lib/linked.ts', 'one/file.ts']) at.write(file, at.outside);
      symlinkSync(join(at.outside, 'lib'), at.path('libs/link'));
      symlinkSync(join(at.outside, 'one/file.ts'), at.path('libs/menu/src/file.ts'));
      symlinkSync(at.path('libs'), at.path('libs/menu/circle'));
      symlinkSync('/nowhere', at.path('libs/menu/broken.ts'));
      symlinkSync(at.path('libs/menu/itself.ts'), at.path('libs/menu/itself.ts'));
    });
    for (const [file, target] of [
      ['libs/link/linked.ts', 'lib/linked.ts'],
      ['libs/menu/src/file.ts', 'one/file.ts'],
      ['libs/link/linked.ts', 'lib/linked.ts'],
      ['libs/menu/src/file.ts', 'one/file.ts'],
    ] as const) {
      await workspace.expectReported([file], () => workspace.write(target, workspace.outside));
    }
  });

  it('reports a save with the same length and time', async () => {
    const workspace = new WatchedWorkspace();
    const keep = () => {
      writeFileSync(workspace.path(ONE), 'y');
      execFileSync('touch', ['-d', '2020-01-01T00:00:00Z', workspace.path(ONE)]);
    };
    await workspace.expectReported([ONE], keep);
    await workspace.expectReported([ONE], keep);
  });

  it('reports related saves together, and only of sources', async () => {
    const workspace = new WatchedWorkspace();
    const reported = await workspace.reportedDuring(() => {
      for (const file of [ONE, THREE, 'libs/menu/src/two.spec.ts', 'apps/menu/dist/a.js']) {
        workspace.write(file);
      }
    });
    expect(reported).toEqual([ONE, THREE]);
  });

  it.each([
    ['apps/food-service/src/lambdas/get-order/handler.ts', true],
    ['apps/food-service/cdk.json', true],
    ['libs/networking/src/lambdas/close/handler.ts', true],
    ['libs/orders-domain/src/domain/order.spec.ts', false],
    ['libs/orders-domain/test/support/samples.ts', false],
    ['apps/food-service/test/app.spec.ts', false],
    ['apps/food-service/test/jest.config.cjs', false],
    ['apps/food-service/contract/openapi.json', false],
    ['apps/food-service/src/test/handler.ts', true],
    ['libs/platform/services/src/service-platform.ts', true],
    ['apps/food-service/README.md', false],
    ['apps/food-service/src/.main.ts.swp', false],
    ['apps/food-service/src/.main.ts', false],
    ['apps/food-service/src/main.ts~', false],
    ['apps/food-service/node_modules/a/index.js', false],
  ])('%s is a source: %s', (file, expected) => {
    expect(isSource(file)).toBe(expected);
  });
});
