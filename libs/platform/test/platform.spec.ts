import { existsSync } from 'node:fs';
import path from 'node:path';
import { servicePlatformSources } from '@cross-account/platform/services';

const workspaceRoot = path.resolve(__dirname, '../../..');

describe('what accounts share', () => {
  it.each(servicePlatformSources.map(({ file, values }) => ({ file, values })))(
    'is in $file, for every stage',
    ({ file, values }) => {
      expect(existsSync(path.join(workspaceRoot, file))).toBe(true);
      expect(Object.keys(values)).toEqual(['sandbox', 'dev', 'prod']);
    },
  );

  it('is the same Region and domain for services as for everyone', () => {
    const [{ values: everyone }, { values: services }] = servicePlatformSources;
    for (const stage of ['sandbox', 'dev', 'prod'] as const) {
      expect(services[stage]).toMatchObject(everyone[stage]);
    }
  });
});
