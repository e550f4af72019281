import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { readCreationStacks } from './creation-stacks';

const folders = temporaryFolders();

/** As CDK writes them: packages folded, the innermost call first. */
const stack = [
  '...new RestApi2 in aws-cdk-lib...',
  'new OrdersApi (/shop/libs/api/orders-api.ts:97:16)',
  'new Bucket (/shop/node_modules/pkg/index.js:1:2)',
  '...node internals...',
  'async <anonymous> (file:///shop/apps/food%20service/src/main.ts:34:5)',
  'processTicksAndRejections (node:internal/process/task_queues:103:5)',
];

const metadata = (path: string) => {
  return {
    [path]: [
      { type: 'aws:cdk:logicalId', data: 'Api' },
      { type: 'aws:cdk:creationStack', data: stack },
    ],
  };
};

const frames = [
  { what: 'new OrdersApi', file: '/shop/libs/api/orders-api.ts', line: 97 },
  { what: 'async <anonymous>', file: '/shop/apps/food service/src/main.ts', line: 34 },
];

function assembly(
  folder: string,
  artifacts: object,
  files: Readonly<Record<string, object>> = {},
): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries({ 'manifest.json': { artifacts }, ...files })) {
    writeFileSync(join(folder, name), JSON.stringify(content));
  }
  return folder;
}

describe('the creation stacks of an assembly', () => {
  it('are read from the file next to the template, without calls within packages', () => {
    const type = 'aws:cloudformation:stack';
    const folder = assembly(
      folders(),
      { food: { type, additionalMetadataFile: 'food.metadata.json' } },
      { 'food.metadata.json': metadata('/food/Api/Resource') },
    );
    expect([...readCreationStacks(folder)]).toEqual([['food/Api/Resource', frames]]);
  });

  it('are read from the manifest, and from nested assemblies', () => {
    const folder = folders();
    const type = 'aws:cloudformation:stack';
    assembly(join(folder, 'stage'), { food: { type, metadata: metadata('/stage/food/Api') } });
    assembly(folder, {
      stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'stage' } },
    });
    expect(readCreationStacks(folder).get('stage/food/Api')).toEqual(frames);
  });

  it('are empty if the synthesis wrote none', () => {
    expect(readCreationStacks(folders()).size).toBe(0);
    const folder = assembly(folders(), { food: { type: 'aws:cloudformation:stack' } });
    expect(readCreationStacks(folder).size).toBe(0);
  });

  it('are not read from outside of the assembly', () => {
    const folder = assembly(folders(), {
      food: { type: 'aws:cloudformation:stack', additionalMetadataFile: '../secret.json' },
    });
    expect(() => readCreationStacks(folder)).toThrow(
      `${folder}: the metadata of a stack is "../secret.json", outside of the assembly`,
    );
  });

  it.each([
    ['no properties', undefined, 'has no directoryName'],
    ['no folder', {}, 'has no directoryName'],
    ['the folder of the assembly', { directoryName: '.' }, 'is the assembly itself'],
    ['a folder outside of it', { directoryName: '..' }, 'is "..", outside of the assembly'],
  ])('are not read from a nested assembly with %s', (_name, properties, says) => {
    const folder = assembly(folders(), { stage: { type: 'cdk:cloud-assembly', properties } });
    expect(() => readCreationStacks(folder)).toThrow(
      `${folder}: the nested assembly stage ${says}`,
    );
  });

  it('contain only constructs with calls in the app', () => {
    const creationStack = (data: unknown) => [{ type: 'aws:cdk:creationStack', data }];
    const all = {
      '/food/Folded': creationStack(['...new Bucket in aws-cdk-lib...']),
      '/food/Disabled': creationStack('stack traces disabled'),
      '/food/Name': [{ type: 'aws:cdk:logicalId', data: 'Name' }],
      ...metadata('/food/Api'),
    };
    const type = 'aws:cloudformation:stack';
    const folder = assembly(folders(), { food: { type, metadata: all } });
    expect([...readCreationStacks(folder).keys()]).toEqual(['food/Api']);
  });

  it('are not read from an invalid file, which the error names', () => {
    const folder = folders();
    writeFileSync(join(folder, 'manifest.json'), '{');
    expect(() => readCreationStacks(folder)).toThrow(
      `${join(folder, 'manifest.json')} is not JSON: `,
    );
    const artifact = { type: 'aws:cloudformation:stack', additionalMetadataFile: 'm.json' };
    assembly(folder, { food: artifact }, { 'm.json': [] });
    expect(() => readCreationStacks(folder)).toThrow(
      `${join(folder, 'm.json')} is not a valid cloud assembly file: `,
    );
  });
});
