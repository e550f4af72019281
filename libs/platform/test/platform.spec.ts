import { existsSync } from 'node:fs';
import path from 'node:path';
import { servicePlatform, servicePlatformSources } from '@cross-account/platform/services';
import { platform } from '@cross-account/platform';
import { stageNames } from '@cross-account/stages';

const workspaceRoot = path.resolve(__dirname, '../../..');

describe('shared platform values', () => {
  it.each(servicePlatformSources.map(({ file, values }) => ({ file, values })))(
    'are in $file, for every stage',
    ({ file, values }) => {
      expect(existsSync(path.join(workspaceRoot, file))).toBe(true);
      expect(Object.keys(values)).toEqual(stageNames);
    },
  );

  it('have the same Region and domain for services and the consumer', () => {
    for (const stage of stageNames) {
      expect(servicePlatform[stage]).toMatchObject(platform[stage]);
    }
  });
});
