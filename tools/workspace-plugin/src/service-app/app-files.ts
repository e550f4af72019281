/** Generates the files of a service's app. */
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

/** All apps have the same settings of the CDK CLI. */
const CDK_SETTINGS = 'apps/consumer-infra/cdk.json';

/**
 * The folder of the OpenAPI document and client types, which are formatted by the command that writes them.
 */
const CONTRACT = 'contract';

/** Contents by path relative to the workspace root. */
export type Files = ReadonlyMap<string, string>;

/** Returns menu and version of an existing service, if they are literals in its `service.ts`. */
export function offerOf(tree: Tree, name: string): Pick<Service, 'items' | 'version'> | undefined {
  const path = `${appFolderOf(name)}/src/service.ts`;
  if (!tree.exists(path)) return undefined;
  const source = TypeScriptSource.read(tree, path);
  const items = source.stringsAt('service', 'items');
  const version = source.stringAt('service', 'version');
  return items && { items, ...(version !== undefined && { version }) };
}

/** Returns all files of the service's app. */
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

/** Returns the API of a service without its own operations. */
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

/** Returns a class name such as `IceCream` for `ice-cream`. */
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
