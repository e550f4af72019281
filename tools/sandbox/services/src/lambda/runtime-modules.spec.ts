import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { provideRuntimeModules } from './runtime-modules';

const folders = temporaryFolders();

it('does not remove modules that functions run with', () => {
  const folder = folders();
  const madeAt = () =>
    lstatSync(join(folder, 'node_modules', '@aws-sdk'), { bigint: true }).ctimeNs;
  provideRuntimeModules(folder);
  const before = madeAt();
  provideRuntimeModules(folder);
  expect(madeAt()).toBe(before);
});
