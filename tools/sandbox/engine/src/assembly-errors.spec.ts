import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { readAssembly } from './assembly';
import { assemblyFolder } from './testing/assembly-folder';

const folders = temporaryFolders();

const metadata = {
  '/food': [{ type: 'aws:cdk:creationStack', data: [] }],
  '/food/Topic': [
    { type: 'aws:cdk:error', data: 'needs a key', trace: [] },
    { type: 'aws:cdk:warning', data: 'has no name' },
    { type: 'aws:cdk:info', data: 'is standard' },
  ],
};

const errors = ['food/Topic: needs a key'];

/** Returns an assembly with additional entries in its manifest, or in its stack. */
function assembly(more: { manifest?: object; stack?: object }, files: object = {}): string {
  const folder = assemblyFolder(folders(), {
    name: 'food',
    account: '222222222222',
    template: { Resources: {} },
  });
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as {
    artifacts: Record<string, object>;
  };
  Object.assign(manifest, more.manifest);
  Object.assign(manifest.artifacts['food'] ?? {}, more.stack);
  writeFileSync(file, JSON.stringify(manifest));
  for (const [name, value] of Object.entries(files)) {
    writeFileSync(join(folder, name), JSON.stringify(value));
  }
  return folder;
}

describe('errors that an app reported about its constructs', () => {
  it('are in a file next to the template', () => {
    const stack = { additionalMetadataFile: 'food.metadata.json' };
    const folder = assembly({ stack }, { 'food.metadata.json': metadata });
    expect(readAssembly(folder)[0]?.errors).toEqual(errors);
  });

  it('are in the manifest in older assemblies', () => {
    expect(readAssembly(assembly({ stack: { metadata } }))[0]?.errors).toEqual(errors);
  });

  it('are in the manifest also if a file next to the template contains none', () => {
    const stack = { metadata, additionalMetadataFile: 'food.metadata.json' };
    const folder = assembly({ stack }, { 'food.metadata.json': {} });
    expect(readAssembly(folder)[0]?.errors).toEqual(errors);
  });

  it('are none in most assemblies', () => {
    const stack = { additionalMetadataFile: 'food.metadata.json' };
    const none = { '/food': metadata['/food'] };
    const folder = assembly({ stack }, { 'food.metadata.json': none });
    expect(readAssembly(folder)[0]).not.toHaveProperty('errors');
  });
});

describe('an assembly with placeholders for values that were not looked up', () => {
  it('is refused with their keys', () => {
    const missing = [{ key: 'vpc-provider:account=1', provider: 'vpc-provider' }, { key: 'ami:x' }];
    const folder = assembly({ manifest: { missing } });
    expect(() => readAssembly(folder)).toThrow(
      `${folder}: the app needs values from AWS, which cdk synth looks up with credentials, or reads from ` +
        'cdk.context.json: vpc-provider:account=1, ami:x',
    );
  });
});
