import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { buildOptions } from './build-options';

const folders = temporaryFolders();
const nxJson = readFileSync(join(__dirname, '../../../../nx.json'), 'utf8');

/** Returns the options of a workspace with a modified copy of this workspace's `nx.json`. */
function optionsWith(from: string, to: string) {
  const root = folders();
  expect(nxJson).toContain(from);
  writeFileSync(join(root, 'nx.json'), nxJson.replace(from, to));
  return buildOptions(root);
}

describe('the build options after a save', () => {
  it.each([
    ['"target": "node24"', '"target": "node26"', { target: 'node26' }],
    ['"format": ["esm"]', '"format": ["cjs"]', { format: 'cjs' }],
    ['["module", "main"]', '["main"]', { mainFields: ['main'] }],
    ['"legalComments": "none"', '"legalComments": "eof"', { legalComments: 'eof' }],
    ['src/http.ts"', 'src/x.ts"', { alias: { http: './libs/function-bundle/src/x.ts' } }],
  ])('are those of nx.json: %s, %s', (from, to, expected) => {
    expect(optionsWith(from, to)).toMatchObject(expected);
  });

  it('must be complete', () => {
    expect(() => optionsWith('"platform": "node",', '')).toThrow(
      /nx\.json: .*\n.*at targetDefaults\.build\.options\.platform/,
    );
  });
});
