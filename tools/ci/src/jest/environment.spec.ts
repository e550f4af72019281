/** Two test files of a process, one after the other, as Jest creates and tears down their environments. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment';
import type NodeEnvironment from 'jest-environment-node';
import { workspaceRoot } from '../testing/workspace-copy';

const SharedEnvironment = jest.requireActual<typeof NodeEnvironment>(
  path.join(workspaceRoot, 'tools/jest/environment.cjs'),
);

type Globals = typeof globalThis & Record<symbol, (file: string) => { readonly made: object }>;

const config = {
  projectConfig: { testEnvironmentOptions: {}, globals: {}, fakeTimers: {} },
} as unknown as JestEnvironmentConfig;

/** Returns the environment of a test file. */
const environment = (): NodeEnvironment => new SharedEnvironment(config, {} as EnvironmentContext);

/** Returns what a test file imports from a file of a package. */
const load = ({ global }: NodeEnvironment, file: string) => {
  const loader = (global as unknown as Globals)[Symbol.for('cross-account.package')];
  return loader?.(file).made;
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'package-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes a file of a package, and returns its path. */
function packageFile(name: string, source: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, source);
  return file;
}

describe('the test files of a process', () => {
  it.each([
    ['CommonJS', 'index.js', 'exports.made = {};'],
    ['ECMAScript', 'index.mjs', 'export const made = {};'],
  ])('share the %s packages that the first has loaded', async (_format, name, source) => {
    const file = packageFile(name, source);
    const first = environment();
    const made = load(first, file);
    await first.teardown();
    expect(made).toEqual({});
    expect(load(environment(), file)).toBe(made);
  });

  it('load a package again that failed to load, and circular imports once', () => {
    const [one] = [
      packageFile('one.js', "exports.made = {}; exports.made.two = require('./two').made;"),
      packageFile('two.js', "const one = require('./one'); exports.made = { one: one.made };"),
    ];
    const failing = packageFile('failing.js', "throw new Error('no');");
    const made = load(environment(), one) as { two: { one: object } };
    expect(made.two.one).toBe(made);
    expect(() => load(environment(), failing)).toThrow('no');
    packageFile('failing.js', 'exports.made = {};');
    expect(load(environment(), failing)).toEqual({});
  });

  it('find the original globals, even if another file replaced them', async () => {
    const first = environment();
    const { fetch, setTimeout } = first.global;
    first.fakeTimersModern?.useFakeTimers();
    first.global.fetch = () => Promise.reject(new Error('replaced'));
    expect(first.global.setTimeout).not.toBe(setTimeout);
    await first.teardown();
    const { global } = environment();
    expect([global.fetch, global.setTimeout]).toEqual([fetch, setTimeout]);
  });

  it('have separate variables and listeners', async () => {
    const first = environment();
    first.global.process.env['ONLY_HERE'] = 'yes';
    first.global.process.on('SIGUSR2', () => undefined);
    await first.teardown();
    const { process } = environment().global;
    expect(process.env['ONLY_HERE']).toBeUndefined();
    expect(process.listenerCount('SIGUSR2')).toBe(0);
  });

  it('restore their spies', async () => {
    const shared = { name: () => 'real' };
    const first = environment();
    first.moduleMocker?.spyOn(shared, 'name').mockReturnValue('spied on');
    expect(shared.name()).toBe('spied on');
    await first.teardown();
    expect(shared.name()).toBe('real');
  });
});
