import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { SourceLocations } from './source-locations';

const folders = temporaryFolders();

function file(path: string, content: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
}

/** Creates an assembly with a construct from a line of a file. */
function assembly(folder: string, place: string): string {
  const data = [`new FoodStack (${place}:3)`];
  const metadata = { '/food/Api': [{ type: 'aws:cdk:creationStack', data }] };
  file(join(folder, 'manifest.json'), {
    artifacts: { food: { type: 'aws:cloudformation:stack', metadata } },
  });
  return folder;
}

describe('a location in the CDK code', () => {
  it('is relative to the workspace, wherever it was synthesized', () => {
    const root = folders();
    file(join(root, 'apps/food/src/stack.ts'), '');
    const locations = new SourceLocations(root, () => undefined);
    locations.add(assembly(folders(), '/another/machine/apps/food/src/stack.ts:12'));
    expect(locations.of('food/Api')).toEqual([
      { file: 'apps/food/src/stack.ts', line: 12, what: 'new FoodStack' },
    ]);
    expect(locations.of('food/Table')).toEqual([]);
  });

  it('is absolute outside of the workspace', () => {
    const locations = new SourceLocations(folders(), () => undefined);
    locations.add(assembly(folders(), '/shop/stack.ts:12'));
    expect(locations.of('food/Api')).toMatchObject([{ file: '/shop/stack.ts', line: 12 }]);
  });

  it('is updated when the assembly is deployed again', () => {
    const locations = new SourceLocations(folders(), () => undefined);
    const folder = folders();
    locations.add(assembly(folder, '/shop/stack.ts:1'));
    expect(locations.of('food/Api')).toMatchObject([{ line: 1 }]);
    locations.add(assembly(folder, '/shop/stack.ts:2'));
    expect(locations.of('food/Api')).toMatchObject([{ line: 2 }]);
  });

  it("is unknown if the assembly can't be read, which is printed once", () => {
    const printed: string[] = [];
    const locations = new SourceLocations(folders(), (line) => printed.push(line));
    const folder = folders();
    file(join(folder, 'manifest.json'), '{');
    locations.add(folder);
    expect([locations.of('food/Api'), locations.of('food/Api')]).toEqual([[], []]);
    expect(printed).toHaveLength(1);
    expect(printed[0]).toContain(folder);
  });
});
