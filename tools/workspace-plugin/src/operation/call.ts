/** Validates the options of the operation generator. */
import type { Tree } from '@nx/devkit';
import { appFolderOf } from '../service-app/service';

/** The options of the generator, as its `schema.json` describes them. */
export interface OperationOptions {
  readonly service: string;
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly sets?: string;
}

/** What an operation does with orders, which determines the generated code. */
export type CallKind = 'get' | 'list' | 'update';

/** The operation to generate. */
export interface Call {
  /** Folder of the service's app, relative to the workspace root. */
  readonly folder: string;
  readonly name: string;
  /** The declaration's variable, such as `cancelOrder`. */
  readonly identifier: string;
  readonly method: string;
  readonly path: string;
  readonly kind: CallKind;
  /** The field that an update sets. */
  readonly sets: string;
}

const KEBAB_CASE = /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/;
const PATH = /^(?:\/(?:[a-z][a-z0-9-]*|\{orderId\}))+$/;
const FIELD = /^[a-z][A-Za-z0-9]{0,62}$/;
const LONGEST_NAME = 40;
const METHODS = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'];

/** The operations of every service; a service that implements one differently declares it itself. */
const EVERY_SERVICES = ['place-order', 'list-orders', 'get-order'];

/** Validates the options. @throws Error with one line for each invalid option */
export function readCall(tree: Tree, options: OperationOptions): Call {
  const { service, name, method, path, sets = 'changedAt' } = options;
  const folder = appFolderOf(service);
  const problems: string[] = [];
  if (!tree.exists(`${folder}/src/api.ts`)) {
    problems.push(`there is no service '${service}': ${folder}/src/api.ts is missing`);
  }
  if (!KEBAB_CASE.test(name) || name.length > LONGEST_NAME) {
    problems.push(
      `name '${name}' must be two or more words in kebab-case, such as cancel-order, of at most ${LONGEST_NAME} characters`,
    );
  }
  if (EVERY_SERVICES.includes(name)) {
    problems.push(
      `name '${name}' is an operation that every service has: docs/change-a-service.md describes how to change it`,
    );
  }
  if (!METHODS.includes(method)) {
    problems.push(`--method must be one of ${METHODS.join(', ')}, got '${method}'`);
  }
  if (!PATH.test(path)) {
    problems.push(`--path must be like /orders/{orderId}/cancellation, got '${path}'`);
  }
  const isOfOne = path.includes('{orderId}');
  if (!isOfOne && method !== 'GET') {
    problems.push(
      `--path of ${method} must contain the ID of an order, such as /orders/{orderId}, got '${path}'`,
    );
  }
  if (!FIELD.test(sets)) problems.push(`--sets must be a field such as canceledAt, got '${sets}'`);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return {
    folder,
    name,
    identifier: camelCase(name),
    method,
    path,
    kind: method !== 'GET' ? 'update' : isOfOne ? 'get' : 'list',
    sets,
  };
}

function camelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
