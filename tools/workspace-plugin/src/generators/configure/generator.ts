import { logger, readJson } from '@nx/devkit';
import type { Tree } from '@nx/devkit';
import { deployedStageNames } from '@cross-account/stages';
import { formatted } from '../../source/format';
import { Edits } from './edits';
import { openValues } from './open-values';
import { Problems } from './options';
import type { ConfigureOptions } from './options';
import { madeUpOwners, setOwners } from './owners';
import { appNames } from './places';
import {
  setAccounts,
  setAlarmTopics,
  setCertificates,
  setDeployers,
  setDomainNames,
  setDomains,
  setEndpointSecrets,
  setPermissionsBoundaries,
  setRegions,
} from './settings';
import type { Settings } from './settings';

/**
 * Sets the values of a fork. Changes only what the options specify, and never the stage `sandbox`. @throws
 * Error before anything is written, with one line for each invalid option
 */
export async function configureGenerator(tree: Tree, options: ConfigureOptions): Promise<void> {
  const problems = new Problems();
  const settings: Settings = { options, problems, edits: new Edits(tree), apps: appNames(tree) };
  // Regions and accounts first: certificates, topics and secrets must be in them.
  setRegions(settings);
  setDomains(settings);
  setAccounts(settings);
  setCertificates(settings);
  setAlarmTopics(settings);
  setDeployers(settings);
  setEndpointSecrets(settings);
  setDomainNames(settings);
  setPermissionsBoundaries(settings);
  const { edits, apps } = settings;
  const owners = setOwners(tree, options.owners, apps, problems);
  const name = await setName(tree, options.name, problems);
  problems.throwIfAny();
  const changed = [...name, ...(await edits.write()), ...owners];
  print('Changed', changed, 'Nothing to change: all values are set already.');
  if (options.region !== undefined) logger.info(ZONES);
  const open = [...openValues(edits, apps), ...madeUpOwners(tree)];
  print(
    'Still open',
    open,
    `No values are missing: ${deployedStageNames.join(' and ')} can be deployed.`,
  );
}

/** Not every account has the Availability Zones a and b in every Region. */
const ZONES =
  'Check the zones: aws ec2 describe-availability-zones. If an account has no Availability Zone a or b in its Region, set availabilityZones in its stages.';

const PACKAGE_NAME = /^(@[a-z\d][a-z\d._-]*\/)?[a-z\d][a-z\d._-]*$/;

/** Writes the application's name into package.json and package-lock.json. */
async function setName(
  tree: Tree,
  name: string | undefined,
  problems: Problems,
): Promise<readonly string[]> {
  if (name === undefined) return [];
  if (name.length > 214 || !PACKAGE_NAME.test(name)) {
    problems.add(`--name must be a package name, such as acme-orders, got '${name}'`);
    return [];
  }
  const manifest: Record<string, unknown> = readJson(tree, 'package.json');
  if (manifest['name'] === name) return [];
  const text = JSON.stringify({ ...manifest, name }, null, 2);
  tree.write('package.json', await formatted(tree, 'package.json', text));
  const lock: { packages: Record<string, object> } = readJson(tree, 'package-lock.json');
  const packages = { ...lock.packages, '': { ...lock.packages[''], name } };
  const renamed = JSON.stringify({ ...lock, name, packages }, null, 2);
  tree.write('package-lock.json', `${renamed}\n`);
  return [`package.json  name: ${String(manifest['name'])} → ${name}`];
}

function print(title: string, lines: readonly string[], noChanges: string): void {
  logger.info(
    lines.length === 0 ? noChanges : [title, ...lines.map((line) => `  ${line}`)].join('\n'),
  );
}

export default configureGenerator;
