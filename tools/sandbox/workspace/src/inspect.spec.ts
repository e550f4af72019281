import { join } from 'node:path';
import { Sandbox } from '@sandbox/core/sandbox';
import { twoAccounts } from '@sandbox/engine/testing/two-accounts';
import { send } from '@sandbox/kernel/testing/https-client';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { UnknownFunctionError } from '@sandbox/services/lambda/function-selection';
import { Debugger } from '@sandbox/services/testing/debugger';
import { FunctionBuilder } from './function-builder';
import { findFunctionSources } from './function-sources';
import { functionWorkspace } from './testing/function-workspace';

const folders = temporaryFolders();

const start = (inspect: readonly string[]) =>
  Sandbox.start({
    assemblies: twoAccounts(folders),
    dataDir: folders(),
    port: 0,
    awsPort: 0,
    inspect: { functions: inspect, port: 0 },
  });

/** A handler with a variable on its third line. */
const handler = (dish: string) => `
export const handler = async (event: { readonly httpMethod: string }): Promise<object> => {
  const ordered = \`${dish} by \${event.httpMethod}\`;
  return { statusCode: 200, body: JSON.stringify(ordered) };
};`;

describe('a debugger of a function', () => {
  const workspaceRoot = folders();
  const source = join(workspaceRoot, 'apps/food/src/lambdas/get/handler.ts');
  const save = functionWorkspace(workspaceRoot);
  const builder = new FunctionBuilder({
    workspaceRoot,
    sources: () => findFunctionSources(workspaceRoot),
    functionsFolder: folders(),
    packagesFolder: folders(),
  });
  let sandbox: Sandbox;

  /** Reloads the handler, as a save does. */
  const reload = async (dish: string) => {
    save('apps/food/src/lambdas/get/handler.ts', handler(dish));
    const built = await builder.rebuild();
    const { folder } = built.find(({ source: { name } }) => name === 'get') ?? { folder: '' };
    for (const { arn } of sandbox.functions) sandbox.reload(arn, folder);
  };
  const request = () => send(sandbox.authorityFile, `${sandbox.serviceUrls[0] ?? ''}/orders`);
  const address = () => sandbox.inspectors[0]?.address ?? '';

  beforeAll(async () => {
    sandbox = await start(['food:echo']);
  });
  afterAll(async () => {
    await builder.stop();
    await sandbox.stop();
  });

  it('stops at a line of handler.ts, and reads a variable', async () => {
    await reload('pizza');
    const attached = await Debugger.attach(address());
    await attached.breakAt(source, 4);
    const reached = attached.paused();
    const answer = request();
    const paused = await reached;
    expect(await attached.valueOf('ordered', paused)).toBe('pizza by GET');
    await attached.send('Debugger.resume');
    expect((await answer).body).toBe('pizza by GET');
    attached.detach();
  });

  it('loads new code at the same port after a reload', async () => {
    await reload('soup');
    const attached = await Debugger.attach(address());
    await reload('salad');
    expect(await attached.closed).toBe(1012);
    const again = await Debugger.attach(address());
    await again.breakAt(source, 4);
    const reached = again.paused();
    const answer = request();
    expect(await again.valueOf('ordered', await reached)).toBe('salad by GET');
    again.detach();
    expect((await answer).body).toBe('salad by GET');
  });

  it('does not affect calls and logs unless it is attached', async () => {
    await reload('stew');
    const answers = await Promise.all([request(), request(), request()]);
    expect(answers.map(({ body }) => body)).toEqual(['stew by GET', 'stew by GET', 'stew by GET']);
    const [latest] = sandbox.requests({ limit: 1 });
    const { invocations = [] } = sandbox.explain(latest?.requestId) ?? {};
    expect(invocations.map(({ lines }) => lines)).toEqual([[]]);
  });
});

it('rejects an unknown name, with the known ones', async () => {
  await expect(start(['food:ehco'])).rejects.toThrow(
    new UnknownFunctionError('unknown function "food:ehco"; the functions are\n  food:echo'),
  );
});
