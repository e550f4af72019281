import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { findAssemblies } from './assemblies';

const folders = temporaryFolders();

function workspace(...files: readonly string[]): string {
  const root = folders();
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '{}');
  }
  return root;
}

describe('finding the assemblies', () => {
  it('returns one for each app with a stack', () => {
    const root = workspace(
      'apps/food-service/cdk.json',
      'apps/orders-e2e/project.json',
      'dist/cdk.out/food-service/sandbox/manifest.json',
    );
    expect(findAssemblies(root)).toEqual([join(root, 'dist/cdk.out/food-service/sandbox')]);
  });

  it('names an app that is not synthesized, with the command to do so', () => {
    const root = workspace('apps/food-service/cdk.json');
    expect(() => findAssemblies(root)).toThrow(
      'food-service is not synthesized: run npx nx synth food-service -c sandbox',
    );
  });
});
