/** The files of a service's app, as they are when nobody has changed them. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '@nx/devkit';
import type { Tree } from '@nx/devkit';
import { defineService } from '@cross-account/orders-domain';
import { openApiText } from '@cross-account/orders-openapi';
import { formatted } from '../source/format';
import { TypeScriptSource, quoted } from '../source/typescript-source';
import { appFolderOf, appOf } from './service';
import type { Service } from './service';

const TEMPLATES = join(__dirname, 'files');
const SUFFIX = '.template';

/** Its settings of CDK are those of the apps that are already there. */
const CDK_SETTINGS = 'apps/consumer-infra/cdk.json';

/** What callers rely on; the command that writes it has a format of its own. */
const CONTRACT = 'contract/openapi.json';

/** Path from the workspace root, and content. */
export type Files = ReadonlyMap<string, string>;

/** What a service that is there already sells, if its `service.ts` still says it in plain. */
export function offerOf(tree: Tree, name: string): Pick<Service, 'items' | 'version'> | undefined {
  const path = `${appFolderOf(name)}/src/service.ts`;
  if (!tree.exists(path)) return undefined;
  const source = TypeScriptSource.read(tree, path);
  const items = source.stringsAt('service', 'items');
  const version = source.stringAt('service', 'version');
  return items && { items, ...(version !== undefined && { version }) };
}

/** Every file of the service's app. */
export async function appFiles(tree: Tree, service: Service): Promise<Files> {
  const folder = appFolderOf(service.name);
  const texts = [
    ...fromTemplates(service),
    ['cdk.json', cdkSettings(tree, service)],
    [CONTRACT, openApiText(defineService(service))],
  ] as const;
  const files = new Map<string, string>();
  for (const [name, text] of texts) {
    const path = `${folder}/${name}`;
    files.set(path, name === CONTRACT ? text : await formatted(tree, path, text));
  }
  return files;
}

function fromTemplates(service: Service): readonly (readonly [string, string])[] {
  const values = {
    name: service.name,
    app: appOf(service.name),
    account: service.account,
    definition: definitionOf(service),
  };
  return readdirSync(TEMPLATES, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => {
      const path = name.slice(0, -SUFFIX.length).replaceAll('\\', '/');
      return [path, filledIn(readFileSync(join(TEMPLATES, name), 'utf8'), values)] as const;
    })
    .sort();
}

function definitionOf({ name, items, version }: Service): string {
  const entries = [
    `name: ${quoted(name)}`,
    `items: [${items.map(quoted).join(', ')}]`,
    ...(version === undefined ? [] : [`version: ${quoted(version)}`]),
  ];
  return `{ ${entries.join(', ')} }`;
}

function filledIn(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/<%= (\w+) %>/g, (_, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`a template wants '${key}', which is not known`);
    return value;
  });
}

function cdkSettings(tree: Tree, { name }: Service): string {
  const settings: Record<string, unknown> = readJson(tree, CDK_SETTINGS);
  return JSON.stringify({ ...settings, output: `../../dist/cdk.out/${appOf(name)}` });
}
