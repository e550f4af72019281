/** The two lists with a row for each service: that of the consumer, and that of the end-to-end tests. */
import type { Tree } from '@nx/devkit';
import { formatted } from '../source/format';
import { deployedStageNames } from '@cross-account/stages';
import { placeholders } from '../stage/placeholders';
import { TypeScriptSource, propertyKey, quoted } from '../source/typescript-source';
import type { Service } from './service';

const LIST = 'services';
const CONSUMER_STAGES = 'apps/consumer-infra/src/stages.ts';

/** A file with a list of services, and the format of its rows. */
export interface ServiceList {
  readonly path: string;
  readonly row: (service: Service) => string;
}

/** The consumer's list, which defines the services of the workspace. */
export const consumerList: ServiceList = {
  path: 'apps/consumer-infra/src/services.ts',
  row: ({ name, items, account, priority }) => `{
    name: ${quoted(name)}, item: ${quoted(items[0] ?? '')}, priority: ${priority},
    sandbox: { account: '${account}', deployer: 'arn:aws:iam::${account}:root' },
    ${deployedStageNames
      .map((stage) => {
        const account = quoted(placeholders.account(stage, name));
        const deployer = quoted(placeholders.deployer(stage, name));
        return `${propertyKey(stage)}: { account: ${account}, deployer: ${deployer} },`;
      })
      .join('\n')}
  }`,
};

/** The list of the end-to-end tests, which repeats the menus on purpose. */
export const suiteList: ServiceList = {
  path: 'apps/orders-e2e/src/support/services.ts',
  row: ({ name, items }) => `{ name: ${quoted(name)}, menu: [${items.map(quoted).join(', ')}] }`,
};

/** All lists with a row for each service. */
export const serviceLists: readonly ServiceList[] = [consumerList, suiteList];

/** Returns the names of all services. */
export function serviceNames(tree: Tree): readonly string[] {
  return TypeScriptSource.read(tree, consumerList.path).namesIn(LIST);
}

/** Returns the state of a service's row in a list: missing, as generated, or changed. */
export async function rowState(
  tree: Tree,
  { path, row }: ServiceList,
  service: Service,
): Promise<'missing' | 'as generated' | 'changed'> {
  const code = TypeScriptSource.read(tree, path).codeAt(LIST, { name: service.name });
  if (code === undefined) return 'missing';
  const normal = (text: string) => formatted(tree, path, `const row = [\n${text},\n];`);
  return (await normal(code)) === (await normal(row(service))) ? 'as generated' : 'changed';
}

/** Adds a service's row to a list. */
export async function addRow(tree: Tree, list: ServiceList, service: Service): Promise<void> {
  const source = TypeScriptSource.read(tree, list.path).withElement(LIST, list.row(service));
  tree.write(list.path, await formatted(tree, list.path, source.text));
}

/** Removes a service's row from a list. */
export async function removeRow(tree: Tree, { path }: ServiceList, name: string): Promise<void> {
  const source = TypeScriptSource.read(tree, path).withoutElement(LIST, name);
  tree.write(path, await formatted(tree, path, source.text));
}

/** Returns the service's account in the sandbox, or undefined without a row in the consumer's list. */
export function sandboxAccount(tree: Tree, name: string): string | undefined {
  const source = TypeScriptSource.read(tree, consumerList.path);
  return source.stringAt(LIST, { name }, 'sandbox', 'account');
}

/** Returns the priority of the service's rule, or undefined if no row specifies it. */
export function rulePriority(tree: Tree, name: string): number | undefined {
  return TypeScriptSource.read(tree, consumerList.path).numberAt(LIST, { name }, 'priority');
}

/** Leaves gaps between rules, for a rule that must precede another. */
const PRIORITY_STEP = 10;

/** Returns a priority above those of all rules. */
export function freePriority(tree: Tree): number {
  const priorities = serviceNames(tree).map((name) => rulePriority(tree, name) ?? 0);
  return Math.max(0, ...priorities) + PRIORITY_STEP;
}

/**
 * Returns an account ID that is not used in the sandbox, such as 444444444444 when the first three are used.
 */
export function freeSandboxAccount(tree: Tree): string {
  const used = new Set([
    TypeScriptSource.read(tree, CONSUMER_STAGES).stringAt('stages', 'sandbox', 'account'),
    ...serviceNames(tree).map((name) => sandboxAccount(tree, name)),
  ]);
  // 111111111111 to 999999999999, then 101010101010 and so on: easy to tell apart.
  const candidates = Array.from({ length: 99 }, (_, index) =>
    String(index + 1).repeat(index < 9 ? 12 : 6),
  );
  const free = candidates.find((account) => !used.has(account));
  if (free === undefined) throw new Error('all accounts of the sandbox are in use');
  return free;
}
