import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sandbox } from '@sandbox/core/sandbox';
import { functionCode } from '@sandbox/kernel/testing/function-code';
import { send } from '@sandbox/kernel/testing/https-client';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { echo, twoAccounts } from '@sandbox/engine/testing/two-accounts';
import { DeployedFunctions } from './deployed-functions';
import type { FunctionSource } from './function-sources';

const folders = temporaryFolders();

function source(name: string): FunctionSource {
  const project = 'apps/food';
  return {
    ...{ project, name },
    entryPoint: `${project}/src/lambdas/${name}/handler.ts`,
    bundle: `dist/${project}/lambdas/${name}/handler.mjs`,
  };
}

const [echoing, other] = [source('echo'), source('other')];

describe('the deployed functions of a source', () => {
  const [workspaceRoot, copy] = [folders(), folders()];
  let sandbox: Sandbox;
  let functions: DeployedFunctions;

  const build = ({ bundle }: FunctionSource, code: string) => {
    mkdirSync(join(copy, bundle, '..'), { recursive: true });
    writeFileSync(join(copy, bundle), code);
    writeFileSync(join(copy, `${bundle}.map`), '{"version":3}');
  };
  const saved = (answer: string) =>
    functionCode(
      folders(),
      `export const handler = async () => ({ statusCode: 200, body: '"${answer}"' });`,
    );
  const answered = async () => {
    const url = `${sandbox.serviceUrls[0] ?? ''}/orders`;
    return (await send(sandbox.authorityFile, url)).body;
  };

  beforeAll(async () => {
    const assemblies = twoAccounts(folders);
    sandbox = await Sandbox.start({ assemblies, dataDir: folders(), port: 0, awsPort: 0 });
    build(echoing, echo);
    build(other, 'export const handler = 1;');
    functions = new DeployedFunctions(sandbox, [workspaceRoot, copy], () => [echoing, other]);
    functions.refresh();
  });

  afterAll(() => sandbox.stop());

  it('have the source map of the build next to their code, with source paths in the workspace', () => {
    const maps = sandbox.functions.map(
      ({ codeFolder }) =>
        JSON.parse(readFileSync(join(codeFolder, 'handler.mjs.map'), 'utf8')) as unknown,
    );
    const sourceRoot = join(workspaceRoot, 'dist/apps/food/lambdas/echo/');
    expect(new Set(maps)).toEqual(new Set([{ version: 3, sourceRoot }]));
  });

  it('are found before the first reload, without a refresh', async () => {
    const early = new DeployedFunctions(sandbox, [workspaceRoot, copy], () => [echoing, other]);
    expect(early.reload({ source: echoing, folder: saved('early') })).toBe(1);
    expect(await answered()).toBe('early');
  });

  it('are those that run the build output, and reload it', async () => {
    expect(functions.reload({ source: echoing, folder: saved('new') })).toBe(1);
    expect(await answered()).toBe('new');
  });

  it('are known after a save and a build', async () => {
    build(echoing, 'export const handler = 2;');
    functions.refresh();
    expect(functions.reload({ source: echoing, folder: saved('newer') })).toBe(1);
    expect(await answered()).toBe('newer');
  });

  it('are empty if nothing runs the build output', () => {
    expect(functions.reload({ source: other, folder: saved('never') })).toBe(0);
  });
});
