import { existsSync } from 'node:fs';
import path from 'node:path';
import { servicePlatform, servicePlatformSources } from '@cross-account/platform/services';
import { platform } from '@cross-account/platform';
import { stageNames } from '@cross-account/stages';

const workspaceRoot = path.resolve(__dirname, '../../..');

describe('what accounts share', () => {
  it.each(servicePlatformSources.map(({ file, values }) => ({ file, values })))(
    'is in $file, for every stage',
    ({ file, values }) => {
      expect(existsSync(path.join(workspaceRoot, file))).toBe(true);
      expect(Object.keys(values)).toEqual(stageNames);
    },
  );

  it('is the same Region and domain for services as for everyone', () => {
    for (const stage of stageNames) {
      expect(servicePlatform[stage]).toMatchObject(platform[stage]);
    }
  });
});
