import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assemblyFolder } from '../testing/assembly-folder';
import { temporaryFolders } from '../testing/temporary-folder';
import { readAssembly } from './assembly';

const folders = temporaryFolders();
const template = { Resources: {} };

function assembly(account = '222222222222'): string {
  const code = { 'one.zip': '', 'two.zip': '' };
  return assemblyFolder(folders(), { name: 'food', account, template, code });
}

describe('a cloud assembly', () => {
  it('has stacks with their environment, template and asset folders, and nothing else', () => {
    const folder = assembly();
    expect(readAssembly(folder)).toEqual([
      {
        name: 'food',
        account: '222222222222',
        region: 'eu-central-1',
        template,
        assets: new Map([
          ['one.zip', join(folder, 'asset.one.zip')],
          ['two.zip', join(folder, 'asset.two.zip')],
        ]),
      },
    ]);
  });

  it('may have a stack without assets', () => {
    const folder = assembly();
    rmSync(join(folder, 'food.assets.json'));
    expect(readAssembly(folder)[0]?.assets.size).toBe(0);
  });

  it.each(['unknown-account', ''])('refuses a stack for the account "%s"', (account) => {
    const folder = assembly(account);
    expect(() => readAssembly(folder)).toThrow(
      `${folder}: stack food names no account, so no local account can hold it`,
    );
  });

  it('names the file that is no part of an assembly', () => {
    const folder = assembly();
    writeFileSync(join(folder, 'manifest.json'), '{"artifacts":[]}');
    expect(() => readAssembly(folder)).toThrow(
      `${join(folder, 'manifest.json')} is not a cloud assembly's file`,
    );
  });

  it('names the file that is missing', () => {
    const folder = folders();
    expect(() => readAssembly(folder)).toThrow(join(folder, 'manifest.json'));
  });
});
