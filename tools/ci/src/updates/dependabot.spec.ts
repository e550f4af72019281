/** Checks that packages whose versions must match are updated in one group. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { workspaceRoot } from '../testing/workspace-copy';

const read = (file: string) => readFileSync(path.join(workspaceRoot, file), 'utf8');

const dependabot = z
  .object({
    updates: z.array(
      z.object({
        'package-ecosystem': z.string(),
        groups: z.record(z.string(), z.object({ patterns: z.array(z.string()) })),
        ignore: z.array(z.object({ 'dependency-name': z.string() })).default([]),
      }),
    ),
  })
  .parse(parse(read('.github/dependabot.yml')));

const npm = dependabot.updates.find((one) => one['package-ecosystem'] === 'npm');

const versions = z.record(z.string(), z.string());
const manifest = z
  .object({ dependencies: versions, devDependencies: versions })
  .parse(JSON.parse(read('package.json')));
const packages = { ...manifest.dependencies, ...manifest.devDependencies };

const matches = (pattern: string) => {
  const format = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
  return Object.keys(packages).filter((name) => format.test(name));
};

const groupsOf = (name: string) =>
  Object.entries(npm?.groups ?? {}).flatMap(([group, { patterns }]) =>
    patterns.some((pattern) => matches(pattern).includes(name)) ? [group] : [],
  );

describe('updates of packages', () => {
  it.each([
    ['nx', /^(nx|@nx\/.*)$/],
    ['cdk', /^(aws-cdk|aws-cdk-lib|constructs|cdk-nag|@aws-cdk\/.*)$/],
    ['aws-sdk', /^@aws-sdk\//],
    ['stryker', /^@stryker-mutator\//],
  ])('are grouped: %s', (group, family) => {
    const members = Object.keys(packages).filter((name) => family.test(name));
    expect(members.length).toBeGreaterThan(1);
    for (const name of members) expect([name, groupsOf(name)]).toEqual([name, [group]]);
  });

  it('keep all of Nx, and all of Stryker, at one version', () => {
    for (const family of [/^(nx|@nx\/.*)$/, /^@stryker-mutator\//]) {
      const own = Object.entries(packages).filter(([name]) => family.test(name));
      expect(new Set(own.map(([, version]) => version)).size).toBe(1);
    }
  });

  it('name existing packages, each in one group only', () => {
    const patterns = Object.values(npm?.groups ?? {}).flatMap((group) => group.patterns);
    const ignored = npm?.ignore.map((one) => one['dependency-name']) ?? [];
    for (const one of [...patterns, ...ignored]) expect([one, matches(one)]).not.toEqual([one, []]);
    for (const name of Object.keys(packages)) expect(groupsOf(name).length).toBeLessThan(2);
  });
});
