/** The two lists in which a service has a row: what the consumer calls, and what is tested. */
import type { Tree } from '@nx/devkit';
import { formatted } from '../source/format';
import { deployedStageNames } from '@cross-account/stages';
import { placeholders } from '../stage/placeholders';
import { TypeScriptSource, propertyKey, quoted } from '../source/typescript-source';
import type { Service } from './service';

const LIST = 'services';
const CONSUMER_STAGES = 'apps/consumer-infra/src/stages.ts';

/** A file with a list of services, and what a service's row in it looks like. */
export interface ServiceList {
  readonly path: string;
  readonly row: (service: Service) => string;
}

/** The consumer's list: it says which services there are. */
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

/** The black-box suite's list, which repeats the menus on purpose. */
export const suiteList: ServiceList = {
  path: 'apps/orders-e2e/src/support/services.ts',
  row: ({ name, items }) => `{ name: ${quoted(name)}, menu: [${items.map(quoted).join(', ')}] }`,
};

/** Every list with a row for each service. */
export const serviceLists: readonly ServiceList[] = [consumerList, suiteList];

/** The services that there are. */
export function serviceNames(tree: Tree): readonly string[] {
  return TypeScriptSource.read(tree, consumerList.path).namesIn(LIST);
}

/** How a list has the service's row: not, as it was generated, or changed by somebody. */
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

/** Adds the service's row to a list. */
export async function addRow(tree: Tree, list: ServiceList, service: Service): Promise<void> {
  const source = TypeScriptSource.read(tree, list.path).withElement(LIST, list.row(service));
  tree.write(list.path, await formatted(tree, list.path, source.text));
}

/** Takes the service's row out of a list. */
export async function removeRow(tree: Tree, { path }: ServiceList, name: string): Promise<void> {
  const source = TypeScriptSource.read(tree, path).withoutElement(LIST, name);
  tree.write(path, await formatted(tree, path, source.text));
}

/** The service's account in the sandbox, if the consumer has a row for it. */
export function sandboxAccount(tree: Tree, name: string): string | undefined {
  const source = TypeScriptSource.read(tree, consumerList.path);
  return source.stringAt(LIST, { name }, 'sandbox', 'account');
}

/** The priority of the service's rule, if the consumer has a row that says it. */
export function rulePriority(tree: Tree, name: string): number | undefined {
  return TypeScriptSource.read(tree, consumerList.path).numberAt(LIST, { name }, 'priority');
}

/** Leaves numbers free between two rules, for one that has to come first. */
const PRIORITY_STEP = 10;

/** Returns a priority above that of every rule. */
export function freePriority(tree: Tree): number {
  const priorities = serviceNames(tree).map((name) => rulePriority(tree, name) ?? 0);
  return Math.max(0, ...priorities) + PRIORITY_STEP;
}

/** An account ID that nothing in the sandbox has: 444444444444 where three are taken. */
export function freeSandboxAccount(tree: Tree): string {
  const taken = new Set([
    TypeScriptSource.read(tree, CONSUMER_STAGES).stringAt('stages', 'sandbox', 'account'),
    ...serviceNames(tree).map((name) => sandboxAccount(tree, name)),
  ]);
  // 111111111111 to 999999999999, then 101010101010 and so on: easy to tell apart.
  const candidates = Array.from({ length: 99 }, (_, index) =>
    String(index + 1).repeat(index < 9 ? 12 : 6),
  );
  const free = candidates.find((account) => !taken.has(account));
  if (free === undefined) throw new Error('all accounts of the sandbox are in use');
  return free;
}
