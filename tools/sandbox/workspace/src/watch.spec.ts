import { setTimeout as sleep } from 'node:timers/promises';
import type { BuiltFunction } from './function-builder';
import { Watch } from './watch';

const lambda = 'apps/food/src/lambdas/get/handler.ts';
const stack = 'apps/food/src/stack.ts';

const built: BuiltFunction = {
  source: { project: 'apps/food', name: 'get', entryPoint: lambda, bundle: 'dist/get.mjs' },
  folder: '/built',
};

async function reached(calls: readonly string[], count: number): Promise<void> {
  while (calls.length < count) await sleep(2);
  await sleep(20);
}

/** Returns a watch whose collaborators record their calls, in order. */
function recorded({
  deployed = 1,
  rebuild = () => Promise.resolve([built]),
  failing = false,
  find = () => undefined,
} = {}) {
  const calls: string[] = [];
  const watch = new Watch({
    builder: { rebuild },
    find,
    reload: ({ folder }) => {
      calls.push(`reload ${folder}`);
      return deployed;
    },
    synthesize: async (files) => {
      calls.push(`synthesize ${files.join(' ')}`);
      await Promise.resolve();
      if (failing) throw new Error('no such stage');
    },
    redeploy: () => {
      calls.push('redeploy');
      return Promise.resolve();
    },
    print: (line) => calls.push(line.replace(/\d+ ms/, 'N ms')),
    pause: 0,
  });
  /** Waits for this number of calls, and for a moment in which more would follow. */
  const settled = async (count: number) => {
    await reached(calls, count);
    await watch.stop();
  };
  return { watch, calls, settled };
}

describe('a saved source', () => {
  it('reloads its function first, then updates its stack', async () => {
    const { watch, calls, settled } = recorded();
    watch.saved([lambda]);
    await settled(4);
    expect(calls).toEqual([
      'reload /built',
      'Reloaded in N ms: food get',
      `synthesize ${lambda}`,
      'redeploy',
    ]);
  });

  it('that no function depends on updates stacks only', async () => {
    const { watch, calls, settled } = recorded({ rebuild: () => Promise.resolve([]) });
    watch.saved([stack]);
    await settled(2);
    expect(calls).toEqual([`synthesize ${stack}`, 'redeploy']);
  });

  it('is synthesized together with those saved right after it', async () => {
    const { watch, calls, settled } = recorded({ rebuild: () => Promise.resolve([]) });
    watch.saved([stack]);
    watch.saved(['libs/networking/src/index.ts']);
    await settled(2);
    expect(calls).toEqual([`synthesize ${stack} libs/networking/src/index.ts`, 'redeploy']);
  });

  it('cancels a synthesis in progress, and includes its files in the next one', async () => {
    const calls: string[] = [];
    const watch = new Watch({
      builder: { rebuild: () => Promise.resolve([]) },
      find: () => undefined,
      reload: () => 0,
      synthesize: (files, signal) => {
        calls.push(files.join(' '));
        if (calls.length > 1) return Promise.resolve();
        watch.saved(['libs/networking/src/index.ts']);
        expect(signal.aborted).toBe(true);
        return Promise.reject(new Error('aborted'));
      },
      redeploy: () => {
        calls.push('redeploy');
        return Promise.resolve();
      },
      print: (line) => calls.push(line),
      pause: 0,
    });
    watch.saved([stack]);
    await reached(calls, 3);
    await watch.stop();
    expect(calls).toEqual([stack, `${stack} libs/networking/src/index.ts`, 'redeploy']);
  });

  it('prints nothing about a function that is not deployed', async () => {
    const { watch, calls, settled } = recorded({ deployed: 0 });
    watch.saved([lambda]);
    await settled(3);
    expect(calls).not.toContain('Reloaded in N ms: food get');
  });

  it('that does not build is reported, and the next save is built', async () => {
    const { watch, calls, settled } = recorded({
      rebuild: () => Promise.reject(new Error('handler.ts:1:2: ERROR: Unexpected ";"')),
      failing: true,
    });
    watch.saved([lambda]);
    await settled(3);
    expect(calls).toEqual([
      'Not updated: handler.ts:1:2: ERROR: Unexpected ";"',
      `synthesize ${lambda}`,
      'Not updated: no such stage',
    ]);
  });

  it('is built again if it was saved during a build', async () => {
    let source = 1;
    const folders: string[] = [];
    const watch = new Watch({
      builder: {
        rebuild: async () => {
          const read = String(source);
          if (source === 1) {
            source = 2;
            watch.saved([lambda]);
          }
          await sleep(5);
          return [{ ...built, folder: read }];
        },
      },
      find: () => undefined,
      reload: ({ folder }) => folders.push(folder),
      synthesize: () => Promise.resolve(),
      redeploy: () => Promise.resolve(),
      print: () => undefined,
      pause: 1000,
    });
    watch.saved([lambda]);
    await reached(folders, 2);
    await watch.stop();
    expect(folders).toEqual(['1', '2']);
  });

  it.each([
    ['succeeds', () => Promise.resolve()],
    ['fails', () => Promise.reject(new Error('rolled back'))],
  ])('keeps running after a deployment of an older one that %s', async (_how, ending) => {
    let version = 0;
    const ran: string[] = [];
    const watch = new Watch({
      builder: { rebuild: () => Promise.resolve([{ ...built, folder: String(++version) }]) },
      find: () => undefined,
      reload: ({ folder }) => ran.push(folder),
      synthesize: () => Promise.resolve(),
      redeploy: async () => {
        if (version === 1) {
          watch.saved([lambda]);
          await sleep(5);
        }
        ran.push('deployed');
        await ending();
      },
      print: () => undefined,
      pause: 0,
    });
    watch.saved([lambda]);
    await reached(ran, 4);
    await watch.stop();
    expect(ran.slice(0, 4)).toEqual(['1', '2', 'deployed', '2']);
  });

  it('starts nothing after the watch is stopped', async () => {
    const { watch, calls } = recorded();
    watch.saved([stack]);
    await watch.stop();
    await sleep(20);
    expect(calls).toEqual([]);
  });

  it('prints nothing about a cancelled build', async () => {
    const calls: string[] = [];
    let cutOff: (error: Error) => void = () => undefined;
    const watch = new Watch({
      builder: {
        rebuild: () =>
          new Promise((_resolve, reject) => {
            cutOff = reject;
          }),
      },
      find: () => undefined,
      reload: () => 0,
      synthesize: () => Promise.resolve(),
      redeploy: () => Promise.resolve(),
      print: (line) => calls.push(line),
    });
    const begun = watch.begin();
    await sleep(0);
    const stopped = watch.stop();
    cutOff(new Error('the builds were stopped'));
    await Promise.all([begun, stopped]);
    expect(calls).toEqual([]);
  });

  it('reports an error while it finds the functions', async () => {
    const { watch, calls } = recorded({
      find: () => {
        throw new Error('EACCES: permission denied');
      },
    });
    await watch.begin();
    await watch.stop();
    expect(calls).toEqual(['Not updated: EACCES: permission denied']);
  });

  it('finds and builds nothing after a stop', async () => {
    const found = jest.fn();
    const rebuild = jest.fn(() => Promise.resolve([]));
    const { watch } = recorded({ find: found, rebuild });
    await watch.stop();
    await watch.begin();
    expect(found).not.toHaveBeenCalled();
    expect(rebuild).not.toHaveBeenCalled();
  });
});
