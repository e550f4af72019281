/** Validates the options of the service generator. */
import { getProjects } from '@nx/devkit';
import type { Tree } from '@nx/devkit';
import { offerOf } from '../../service-app/app-files';
import {
  freePriority,
  freeSandboxAccount,
  rulePriority,
  sandboxAccount,
} from '../../service-app/listed-services';
import { appFolderOf, menuProblem, nameProblem } from '../../service-app/service';
import type { Service } from '../../service-app/service';
import { CodeOwners, EVERYTHING, OWNER_FORM, isOwner } from '../../source/code-owners';

/** The options of the generator, as its `schema.json` describes them. */
export interface ServiceOptions {
  readonly name: string;
  readonly items?: readonly string[];
  readonly owner?: string;
}

/** The service to generate, and its owners. */
export interface ServiceRequest {
  readonly service: Service;
  readonly owners: readonly string[];
}

/** Validates the options. @throws Error with one line for each invalid option */
export function readRequest(tree: Tree, options: ServiceOptions): ServiceRequest {
  const { name } = options;
  const problems: string[] = [];
  const badName = nameProblem(name, otherScopes(tree, name));
  if (badName !== undefined) problems.push(`name '${name}' ${badName}`);
  const offer = offerOf(tree, name);
  const items = options.items ?? offer?.items;
  if (items === undefined) {
    problems.push(`--items is missing: the menu of '${name}', such as --items=cake,ice-cream`);
  } else if (badName === undefined) {
    const badMenu = menuProblem(name, items);
    if (badMenu !== undefined) problems.push(`--items: ${badMenu}`);
  }
  const owners = ownersFor(tree, options);
  problems.push(...ownerProblems(owners));
  if (items === undefined || owners === undefined || problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
  const account = sandboxAccount(tree, name) ?? freeSandboxAccount(tree);
  const priority = rulePriority(tree, name) ?? freePriority(tree);
  return { service: { name, ...offer, items, account, priority }, owners };
}

/** Returns the scopes of all projects except for the service's app and the projects in it. */
function otherScopes(tree: Tree, name: string): ReadonlySet<string> {
  const folder = `${appFolderOf(name)}/`;
  const others = [...getProjects(tree).values()].filter(
    ({ root }) => !`${root}/`.startsWith(folder),
  );
  const tags = others.flatMap((project) => project.tags ?? []);
  return new Set(tags.flatMap((tag) => /^scope:(.+)$/.exec(tag)?.[1] ?? []));
}

/** Returns the owners of the option, or else the existing ones, or else the default owners. */
function ownersFor(tree: Tree, { name, owner }: ServiceOptions): readonly string[] | undefined {
  if (owner !== undefined) return owner.split(',').map((one) => one.trim());
  const codeOwners = CodeOwners.read(tree);
  return codeOwners.ownersOf(`/${appFolderOf(name)}/`) ?? codeOwners.ownersOf(EVERYTHING);
}

function ownerProblems(owners: readonly string[] | undefined): readonly string[] {
  if (owners === undefined) {
    return ['--owner is missing, such as --owner=@org/team: CODEOWNERS has no default owner (*)'];
  }
  return owners
    .filter((owner) => !isOwner(owner))
    .map((owner) => `--owner must be ${OWNER_FORM}, got '${owner}'`);
}
