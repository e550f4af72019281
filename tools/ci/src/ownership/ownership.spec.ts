import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { workspaceRoot } from '../testing/workspace-copy';

/** The lines of CODEOWNERS: patterns and owners. */
const owned = readFileSync(path.join(workspaceRoot, '.github/CODEOWNERS'), 'utf8')
  .split('\n')
  .map((line) => line.replace(/#.*/, '').trim())
  .filter((line) => line !== '')
  .map((line) => {
    const [pattern = '', ...owners] = line.split(/\s+/);
    return { pattern, owners };
  });

/** Returns the owners of a folder: those of the last matching pattern, as on GitHub. */
function ownersOf(folder: string): readonly string[] {
  const matching = owned.filter(
    ({ pattern }) => pattern === '*' || `/${folder}/`.startsWith(pattern),
  );
  return matching.at(-1)?.owners ?? [];
}

const projectsIn = (folder: string) =>
  readdirSync(path.join(workspaceRoot, folder))
    .map((name) => `${folder}/${name}`)
    .filter((one) => existsSync(path.join(workspaceRoot, one, 'project.json')));

const deployed = projectsIn('apps').filter((app) =>
  existsSync(path.join(workspaceRoot, app, 'cdk.json')),
);

describe('CODEOWNERS', () => {
  it.each([...projectsIn('apps'), ...projectsIn('libs'), ...projectsIn('tools')])(
    'assigns an owner to %s',
    (folder) => {
      const owners = ownersOf(folder);
      expect(owners.length).toBeGreaterThan(0);
      for (const owner of owners) expect(owner).toMatch(/^@[\w-]+(\/[\w.-]+)?$|^\S+@\S+$/);
    },
  );

  it.each(deployed)('has a separate line for %s, which its team can take over', (app) => {
    expect(owned.filter(({ pattern }) => pattern === `/${app}/`)).toHaveLength(1);
  });

  it('names only existing folders', () => {
    for (const { pattern } of owned.filter((one) => one.pattern !== '*')) {
      expect(existsSync(path.join(workspaceRoot, pattern))).toBe(true);
    }
  });
});
