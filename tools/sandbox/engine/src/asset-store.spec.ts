import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fillDisk } from '@sandbox/kernel/testing/full-disk';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { AssetStore } from './asset-store';

const folders = temporaryFolders();

const storeIn = (folder: string) =>
  new AssetStore(folder, (created) =>
    mkdirSync(join(created, 'node_modules'), { recursive: true }),
  );

/** Stores an asset as a deployment does. */
const add = (store: AssetStore, key: string, source: string) =>
  store.findOrAdd(key, new Map([[key, source]]));

function code(): string {
  const folder = folders();
  writeFileSync(join(folder, 'handler.mjs'), 'code');
  return folder;
}

describe('the asset store', () => {
  it('stores a copy, with links within it', () => {
    const source = code();
    symlinkSync('handler.mjs', join(source, 'index.mjs'));
    const store = storeIn(join(folders(), 'assets'));
    const copy = add(store, 'a1.zip', source);
    writeFileSync(join(source, 'handler.mjs'), 'changed');
    expect(readFileSync(join(copy, 'index.mjs'), 'utf8')).toBe('code');
    expect(store.find('a1.zip')).toBe(copy);
    for (const path of [copy, join(copy, 'handler.mjs')]) {
      expect(lstatSync(path).mode & 0o077).toBe(0);
    }
  });

  it('points the source maps in a copy to the original sources', () => {
    const source = code();
    mkdirSync(join(source, 'lib/node_modules'), { recursive: true });
    for (const file of [
      'handler.mjs.map',
      'lib/a.js.map',
      'lib/node_modules/b.js.map',
      'c.map',
      'd.js.map.txt',
    ]) {
      writeFileSync(join(source, file), '{"version":3}');
    }
    const copy = add(storeIn(join(folders(), 'node_modules/.cache/assets')), 'a1.zip', source);
    const rootOf = (file: string) =>
      (JSON.parse(readFileSync(join(copy, file), 'utf8')) as { sourceRoot?: string }).sourceRoot;
    expect(rootOf('handler.mjs.map')).toBe(`${source}/`);
    expect(rootOf('lib/a.js.map')).toBe(`${source}/lib/`);
    expect(rootOf('lib/node_modules/b.js.map')).toBeUndefined();
    expect(rootOf('c.map')).toBeUndefined();
    expect(rootOf('d.js.map.txt')).toBeUndefined();
    expect(lstatSync(join(copy, 'handler.mjs.map')).mode & 0o077).toBe(0);
  });

  it.each([
    ['an absolute one', (secret: string) => secret, 'secret'],
    ['a relative one', () => '../secret', 'secret'],
    ['one to nothing', () => '../../ca-key.pem', undefined],
  ])('rejects an asset with a link that leads out of it: %s', (_name, target, leadsTo) => {
    const parent = folders();
    writeFileSync(join(parent, 'secret'), 'key');
    const source = join(parent, 'code');
    mkdirSync(source);
    symlinkSync(target(join(parent, 'secret')), join(source, 'link'));
    const store = storeIn(join(folders(), 'assets'));
    const end = leadsTo === undefined ? 'nothing' : join(parent, leadsTo);
    expect(() => add(store, 'a1.zip', source)).toThrow(
      `the asset a1.zip: ${join(source, 'link')} is a link to ${end}; the target must be in its folder`,
    );
    expect(store.find('a1.zip')).toBeUndefined();
  });

  it('stores an asset that is a file', () => {
    const source = join(code(), 'handler.mjs');
    const copy = add(storeIn(join(folders(), 'assets')), 'a1.mjs', source);
    expect(readFileSync(copy, 'utf8')).toBe('code');
  });

  it('does not keep files of a copy that was interrupted', () => {
    const folder = join(folders(), 'assets');
    mkdirSync(join(folder, 'a1.zip.new'), { recursive: true });
    writeFileSync(join(folder, 'a1.zip.new/other.mjs'), '');
    expect(readdirSync(add(storeIn(folder), 'a1.zip', code()))).toEqual(['handler.mjs']);
  });

  /** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html */
  it('stores inline source code as index.js, once for each source', () => {
    const store = storeIn(join(folders(), 'assets'));
    const { objectKey, path } = store.addInline('exports.handler = 1;');
    expect(readFileSync(join(path, 'index.js'), 'utf8')).toBe('exports.handler = 1;');
    expect(store.find(objectKey)).toBe(path);
    expect(store.addInline('exports.handler = 1;')).toEqual({ objectKey, path });
    expect(store.addInline('exports.handler = 2;').path).not.toBe(path);
  });

  it('removes an incomplete copy on a full disk, and can store it later', () => {
    const folder = join(folders(), 'assets');
    const store = storeIn(folder);
    const source = code();
    fillDisk();
    expect(() => add(store, 'a1.zip', source)).toThrow('ENOSPC');
    jest.restoreAllMocks();
    expect(readdirSync(folder)).toEqual(['node_modules']);
    expect(readFileSync(join(add(store, 'a1.zip', source), 'handler.mjs'), 'utf8')).toBe('code');
  });

  it('removes unreferenced assets, but not the modules that its folder was prepared with', () => {
    const folder = join(folders(), 'assets');
    const store = storeIn(folder);
    add(store, 'a1.zip', code());
    add(store, 'b2.zip', code());
    store.addInline('code');
    store.removeUnreferenced(['{"S3Key":"a1.zip"}', '{"S3Key":"b2.zip"}']);
    expect(readdirSync(folder).sort()).toEqual(['a1.zip', 'b2.zip', 'node_modules']);
  });

  it('has nothing to remove before the first asset', () => {
    const folder = join(folders(), 'assets');
    storeIn(folder).removeUnreferenced([]);
    expect(existsSync(folder)).toBe(false);
  });

  it.each(['..', 'a/..', '.', '', 'a\0'])('rejects an asset with the key %j', (key) => {
    const folder = folders();
    const store = storeIn(join(folder, 'assets'));
    expect(() => add(store, key, code())).toThrow("can't be the name of a file");
    expect(existsSync(join(folder, 'handler.mjs'))).toBe(false);
  });

  it('finds an asset of a deployment, and later without the deployment', () => {
    const store = storeIn(join(folders(), 'assets'));
    const copy = store.findOrAdd('a1.zip', new Map([['a1.zip', code()]]));
    expect(store.findOrAdd('a1.zip', new Map())).toBe(copy);
    expect(() => store.findOrAdd('b2.zip', new Map())).toThrow('the assembly has no asset b2.zip');
  });
});
