/** The files of a service's app, as they are when nobody has changed them. */
import { join } from 'node:path';
import type { Tree } from '@nx/devkit';
import { defineService } from '@cross-account/orders-domain';
import { defineApi, orderOperations } from '@cross-account/orders-domain/http';
import type { ApiDefinition } from '@cross-account/orders-domain/http';
import { openApiText } from '@cross-account/orders-openapi';
import { CLIENT_TYPES, clientTypesText } from '@cross-account/orders-openapi/client-types';
import { formatted } from '../source/format';
import { filledTemplates } from '../source/templates';
import { TypeScriptSource, quoted } from '../source/typescript-source';
import { appFolderOf, appOf } from './service';
import type { Service } from './service';

const TEMPLATES = join(__dirname, 'files');

/** Every app has the same settings of the CDK CLI. */
const CDK_SETTINGS = 'apps/consumer-infra/cdk.json';

/** What callers rely on; the command that writes it has formats of its own. */
const CONTRACT = 'contract';

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
    ['cdk.json', tree.read(CDK_SETTINGS, 'utf8') ?? ''],
  ] as const;
  const files = new Map<string, string>();
  for (const [name, text] of texts) {
    const path = `${folder}/${name}`;
    files.set(path, await formatted(tree, path, text));
  }
  const document = openApiText(apiOf(service));
  files.set(`${folder}/${CONTRACT}/openapi.json`, document);
  files.set(`${folder}/${CONTRACT}/${CLIENT_TYPES}`, await clientTypesText(document));
  return files;
}

/** The calls of a service that is like every service. */
function apiOf(service: Service): ApiDefinition {
  return defineApi({ service: defineService(service), operations: [...orderOperations] });
}

function fromTemplates(service: Service): readonly (readonly [string, string])[] {
  const values = {
    name: service.name,
    app: appOf(service.name),
    account: service.account,
    definition: definitionOf(service),
    stack: `${classNameOf(service.name)}Stack`,
  };
  return filledTemplates(TEMPLATES, values).map(([path, text]) => [
    path.replace('__name__', service.name),
    text,
  ]);
}

/** `ice-cream` is `IceCream`. */
function classNameOf(name: string): string {
  return name.replaceAll(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase());
}

function definitionOf({ name, items, version }: Service): string {
  const entries = [
    `name: ${quoted(name)}`,
    `items: [${items.map(quoted).join(', ')}]`,
    ...(version === undefined ? [] : [`version: ${quoted(version)}`]),
  ];
  return `{ ${entries.join(', ')} }`;
}
