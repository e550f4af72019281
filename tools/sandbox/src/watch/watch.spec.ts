import type { BuiltFunction } from './function-builder';
import { Watch } from './watch';

const lambda = 'apps/food/src/lambdas/get/handler.ts';
const stack = 'apps/food/src/stack.ts';

const built: BuiltFunction = {
  source: { project: 'apps/food', name: 'get', entryPoint: lambda, bundle: 'dist/get.mjs' },
  folder: '/built',
};

/** A watch whose neighbours note what they are asked to do, in order. */
function noted({ deployed = 1, rebuild = () => Promise.resolve([built]), failing = false } = {}) {
  const notes: string[] = [];
  const watch = new Watch({
    builder: { isInput: (file) => file === lambda, rebuild },
    reload: ({ folder }) => {
      notes.push(`reload ${folder}`);
      return deployed;
    },
    synthesize: async (files) => {
      notes.push(`synthesize ${files.join(' ')}`);
      await Promise.resolve();
      if (failing) throw new Error('no such stage');
    },
    redeploy: () => {
      notes.push('redeploy');
      return Promise.resolve();
    },
    say: (line) => notes.push(line.replace(/\d+ ms/, 'N ms')),
    pause: 0,
  });
  /** Until nothing more follows by itself. */
  const settled = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    await watch.stop();
  };
  return { watch, notes, settled };
}

describe('a saved source', () => {
  it('reloads its function first, then updates its stack', async () => {
    const { watch, notes, settled } = noted();
    watch.saved([lambda]);
    await settled();
    expect(notes).toEqual([
      'reload /built',
      'Reloaded in N ms: food get',
      `synthesize ${lambda}`,
      'redeploy',
    ]);
  });

  it('that no function is made of updates stacks only', async () => {
    const { watch, notes, settled } = noted();
    watch.saved([stack]);
    await settled();
    expect(notes).toEqual([`synthesize ${stack}`, 'redeploy']);
  });

  it('is synthesized together with those saved right after it', async () => {
    const { watch, notes, settled } = noted();
    watch.saved([stack]);
    watch.saved(['libs/networking/src/index.ts']);
    await settled();
    expect(notes).toEqual([`synthesize ${stack} libs/networking/src/index.ts`, 'redeploy']);
  });

  it('ends a synthesis that is under way, and takes its files along to the next', async () => {
    const asked: string[] = [];
    const watch = new Watch({
      builder: { isInput: () => false, rebuild: () => Promise.resolve([]) },
      reload: () => 0,
      synthesize: (files, signal) => {
        asked.push(files.join(' '));
        if (asked.length > 1) return Promise.resolve();
        watch.saved(['libs/networking/src/index.ts']);
        expect(signal.aborted).toBe(true);
        return Promise.reject(new Error('aborted'));
      },
      redeploy: () => {
        asked.push('redeploy');
        return Promise.resolve();
      },
      say: (line) => asked.push(line),
      pause: 0,
    });
    watch.saved([stack]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await watch.stop();
    expect(asked).toEqual([stack, `${stack} libs/networking/src/index.ts`, 'redeploy']);
  });

  it('says nothing of a function that is not deployed', async () => {
    const { watch, notes, settled } = noted({ deployed: 0 });
    watch.saved([lambda]);
    await settled();
    expect(notes).not.toContain('Reloaded in N ms: food get');
  });

  it('that does not build is told, and the next save is taken', async () => {
    const { watch, notes, settled } = noted({
      rebuild: () => Promise.reject(new Error('handler.ts:1:2: ERROR: Unexpected ";"')),
      failing: true,
    });
    watch.saved([lambda]);
    await settled();
    expect(notes).toEqual([
      'Not updated: handler.ts:1:2: ERROR: Unexpected ";"',
      `synthesize ${lambda}`,
      'Not updated: no such stage',
    ]);
  });

  it('begins nothing after the end', async () => {
    const { watch, notes } = noted();
    watch.saved([stack]);
    await watch.stop();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(notes).toEqual([]);
  });
});
