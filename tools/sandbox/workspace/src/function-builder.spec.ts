import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { withSourceFrames } from '@sandbox/kernel/source-frames';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { functionWorkspace } from './testing/function-workspace';
import { FunctionBuilder, type BuiltFunction } from './function-builder';
import { findFunctionSources } from './function-sources';

const folders = temporaryFolders();
const builders: FunctionBuilder[] = [];

afterEach(() => Promise.all(builders.splice(0).map((builder) => builder.stop())));

async function startBuilder() {
  const workspaceRoot = folders();
  const save = functionWorkspace(workspaceRoot);
  const builder = new FunctionBuilder({
    workspaceRoot,
    sources: () => findFunctionSources(workspaceRoot),
    functionsFolder: folders(),
    packagesFolder: folders(),
  });
  await builder.rebuild();
  builders.push(builder);
  const remove = (path: string) => rmSync(join(workspaceRoot, path), { recursive: true });
  return { builder, save, remove, workspaceRoot };
}

/** Returns the response of a built function, which Node.js runs from disk. */
function answerOf(built: BuiltFunction | undefined): unknown {
  const script = `import(${JSON.stringify(join(built?.folder ?? '', 'handler.mjs'))})
    .then(({ handler }) => handler()).then((answer) => console.log(JSON.stringify(answer)));`;
  return JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }));
}

/** Returns the stack trace of the error that a built function throws. */
function stackOf(built: BuiltFunction | undefined): string {
  const script = `import(${JSON.stringify(join(built?.folder ?? '', 'handler.mjs'))})
    .then(({ handler }) => handler()).catch((error) => console.log(error.stack));`;
  return execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' });
}

describe('rebuilding functions', () => {
  it('finds every function of the workspace', () => {
    const workspaceRoot = folders();
    functionWorkspace(workspaceRoot);
    expect(findFunctionSources(workspaceRoot)).toEqual([
      {
        project: 'apps/food',
        name: 'get',
        entryPoint: 'apps/food/src/lambdas/get/handler.ts',
        bundle: 'dist/apps/food/lambdas/get/handler.mjs',
      },
      expect.objectContaining({ name: 'greet' }),
    ]);
  });

  it('builds only functions that depend on a library file', async () => {
    const { builder, save } = await startBuilder();
    save('libs/menu/src/index.ts', `export const dish = 'soup';`);
    const built = await builder.rebuild();
    expect(built.map(({ source }) => source.name)).toEqual(['get']);
    expect(answerOf(built[0])).toEqual({ dish: 'soup' });
  });

  it('cancels a build in progress when it is stopped, and starts no other build', async () => {
    const { builder, save } = await startBuilder();
    save('libs/menu/src/index.ts', `export const dish = 'soup';`);
    const inProgress = builder.rebuild();
    const [ended] = await Promise.allSettled([inProgress, builder.stop()]);
    expect(ended).toMatchObject({ reason: new Error('the builds were stopped') });
    await expect(builder.rebuild()).rejects.toThrow('the builds were stopped');
  });

  it('bundles packages, including new ones', async () => {
    const { builder, save } = await startBuilder();
    save(
      'apps/food/src/lambdas/greet/handler.ts',
      `import { greet } from 'greeting';\nexport const handler = async () => greet('Bo');`,
    );
    const [greeting] = await builder.rebuild();
    expect(answerOf(greeting)).toBe('Hello Bo');
    save('node_modules/farewell/package.json', '{ "name": "farewell", "main": "index.js" }');
    save('node_modules/farewell/index.js', `exports.leave = () => 'Bye';`);
    save(
      'apps/food/src/lambdas/get/handler.ts',
      `import { leave } from 'farewell';\nexport const handler = async () => leave();`,
    );
    const [leaving] = await builder.rebuild();
    expect(answerOf(leaving)).toBe('Bye');
  });

  it('builds a new function, and no deleted one', async () => {
    const { builder, save, remove } = await startBuilder();
    save('apps/dessert/src/lambdas/get/handler.ts', `export const handler = async () => 'cake';`);
    const [cake, ...others] = await builder.rebuild();
    expect(others).toEqual([]);
    expect(answerOf(cake)).toBe('cake');
    remove('apps/dessert');
    expect(await builder.rebuild()).toEqual([]);
  });

  it('builds again when a missing package exists', async () => {
    const { builder, save } = await startBuilder();
    save(
      'apps/food/src/lambdas/get/handler.ts',
      `import { leave } from 'farewell';\nexport const handler = async () => leave();`,
    );
    await expect(builder.rebuild()).rejects.toThrow('Could not resolve "farewell"');
    save('node_modules/farewell/package.json', '{ "name": "farewell", "main": "index.js" }');
    save('node_modules/farewell/index.js', `exports.leave = () => 'Bye';`);
    const [leaving] = await builder.rebuild();
    expect(answerOf(leaving)).toBe('Bye');
  });

  it('maps the stack traces of its builds to the sources, also without a code change', async () => {
    const { builder, save, workspaceRoot } = await startBuilder();
    const throwing = `export const handler = async (): Promise<void> => {\n  throw new Error('no');\n};`;
    save('apps/food/src/lambdas/get/handler.ts', throwing);
    const [built] = await builder.rebuild();
    const { folder } = built ?? { folder: '' };
    const source = join(workspaceRoot, 'apps/food/src/lambdas/get/handler.ts');
    expect(withSourceFrames(stackOf(built), folder)).toContain(`${source}:2:9`);
    save('apps/food/src/lambdas/get/handler.ts', `/** Fails. */\n${throwing}`);
    expect(await builder.rebuild()).toEqual([]);
    expect(withSourceFrames(stackOf(built), folder)).toContain(`${source}:3:9`);
  });

  it('returns nothing if a save does not change code', async () => {
    const { builder, save } = await startBuilder();
    save('libs/menu/src/index.ts', `/** The dish. */\nexport const dish: string = 'pizza';`);
    expect(await builder.rebuild()).toEqual([]);
  });

  it('reports file and line of an error, and builds again when it is fixed', async () => {
    const { builder, save } = await startBuilder();
    save('libs/menu/src/index.ts', `export const dish = ;`);
    await expect(builder.rebuild()).rejects.toThrow(
      /libs\/menu\/src\/index\.ts:1:20: ERROR: Unexpected ";"/,
    );
    save('libs/menu/src/index.ts', `export const dish = 'stew';`);
    const [get] = await builder.rebuild();
    expect(answerOf(get)).toEqual({ dish: 'stew' });
  });
});
