import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeployedState } from './deployed-state';

const folder = mkdtempSync(join(tmpdir(), 'deployed-state-'));
const file = join(folder, 'account', 'state.json');

afterAll(() => rmSync(folder, { recursive: true }));

describe('what custom resources answered', () => {
  beforeEach(() => new DeployedState(file).write('stack/A', { ids: ['1'] }, { ref: 'a' }));

  it('is known at the next start while the properties are the same', () => {
    expect(new DeployedState(file).read('stack/A', { ids: ['1'] })).toEqual({ ref: 'a' });
  });

  it('is not taken for other properties or another resource', () => {
    const state = new DeployedState(file);
    expect(state.read('stack/A', { ids: ['2'] })).toBeUndefined();
    expect(state.read('stack/B', { ids: ['1'] })).toBeUndefined();
    expect(state.read('constructor', undefined)).toBeUndefined();
  });

  it.each(['', 'null', '{"stack/A": 1}'])('counts as unknown where the file holds %j', (text) => {
    writeFileSync(file, text);
    expect(new DeployedState(file).read('stack/A', { ids: ['1'] })).toBeUndefined();
  });
});
