/** Sets the owners of apps, and the default owner. */
import type { Tree } from '@nx/devkit';
import { CodeOwners, EVERYTHING, OWNER_FORM, isOwner } from '../../source/code-owners';
import { pair } from './options';
import type { Problems } from './options';
import { folderOf } from './places';

const DEFAULT = 'default';

/** Lines with the placeholder organization of this template. */
const PLACEHOLDER = /^[^#]*@your-org\//;

/**
 * Writes `--owners` into CODEOWNERS.
 * @param written such as `default=@org/platform`, `food=@org/food`
 * @returns a line for each change
 */
export function setOwners(
  tree: Tree,
  written: readonly string[] = [],
  apps: readonly string[],
  problems: Problems,
): readonly string[] {
  const pairs = written.map(pair);
  const before = CodeOwners.read(tree);
  let after = before;
  const messages: string[] = [];
  for (const app of new Set(pairs.map(([name]) => name))) {
    const owners = pairs.flatMap(([name, owner]) => (name === app ? [owner] : []));
    if (!isValid(app, owners, apps, problems)) continue;
    const pattern = app === DEFAULT ? EVERYTHING : `/${folderOf(app)}/`;
    const had = before.ownersOf(pattern)?.join(' ') ?? 'nobody';
    if (had === owners.join(' ')) continue;
    after = after.withOwners(pattern, owners);
    messages.push(`${after.path}  ${pattern}: ${had} → ${owners.join(' ')}`);
  }
  if (after.text !== before.text) tree.write(after.path, after.text);
  return messages;
}

/** Returns a line for each owner that is still a placeholder. */
export function madeUpOwners(tree: Tree): readonly string[] {
  const { path, text } = CodeOwners.read(tree);
  const lines = text.split('\n').filter((line) => PLACEHOLDER.test(line));
  return lines.map((line) => `${path}  ${line}`);
}

function isValid(
  app: string,
  owners: readonly string[],
  apps: readonly string[],
  problems: Problems,
): boolean {
  const known = [DEFAULT, ...apps];
  if (!known.includes(app)) {
    problems.add(`--owners must be <app>=<owner> with the app ${known.join(', ')}, got '${app}'`);
    return false;
  }
  const wrong = owners.filter((owner) => !isOwner(owner));
  for (const owner of wrong) {
    problems.add(`--owners: ${app} must be ${OWNER_FORM}, got '${owner}'`);
  }
  return wrong.length === 0;
}
