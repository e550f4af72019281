/**
 * Loads the function specified by `Handler`: `folder/file.name`, or a member of an exported object,
 * such as `file.routes.list`.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CallbackHandlerDeprecated,
  HandlerNotFound,
  ImportModuleError,
  MalformedHandlerName,
  NotEmulated,
  UserCodeSyntaxError,
} from './errors.mjs';

const require = createRequire(import.meta.url);
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const FIRST_WITHOUT_CALLBACKS = 24;
const DOCS = 'https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html';

globalThis.awslambda = {
  streamifyResponse: (handler) => Object.assign(handler, { [STREAMING]: 'response' }),
};

/** Returns the major Node.js version of a runtime such as `AWS_Lambda_nodejs22.x`. */
function majorOf(executionEnv) {
  return Number(/nodejs(\d+)/.exec(executionEnv)?.[1]);
}

/** Whether the runtime passes a callback to handlers. */
export function takesCallbacks(executionEnv) {
  return majorOf(executionEnv) < FIRST_WITHOUT_CALLBACKS;
}

/** Returns the handler; without one, throws the error of Lambda's runtime. */
export async function loadHandler(root, name, executionEnv) {
  if (name.includes('..')) {
    throw new MalformedHandlerName(
      `'${name}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const [, module, path] = /^([^.]*)\.(.*)$/.exec(basename(name)) ?? [];
  if (module === undefined) throw new MalformedHandlerName('Bad handler');
  const found = nested(await loadModule(root, dirname(name), module), path);
  if (!found) throw new HandlerNotFound(`${name} is undefined or not exported`);
  if (typeof found !== 'function') throw new HandlerNotFound(`${name} is not a function`);
  assertRunnable(found, name, executionEnv);
  return found;
}

function nested(module, path) {
  const find = (from) => path.split('.').reduce((object, key) => object?.[key], from);
  return find(module) ?? find(module.default);
}

async function loadModule(root, folder, module) {
  try {
    return await firstThatExists(resolve(root, folder, module), root, module);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UserCodeSyntaxError(String(error), error.stack);
    if (error?.code === 'MODULE_NOT_FOUND') throw new ImportModuleError(String(error));
    throw error;
  }
}

/** In the order of Lambda's runtime. */
function firstThatExists(file, root, module) {
  const isModule = isTypeModule(dirname(file), root);
  const load = (path, asModule) => (asModule ? import(pathToFileURL(path).href) : require(path));
  const candidates = [
    ['', false],
    ['.js', isModule],
    ['.mjs', true],
    ['.cjs', false],
  ];
  const found = candidates.find(([extension]) => existsSync(file + extension));
  if (found) return load(file + found[0], found[1]);
  return require(require.resolve(module, { paths: [root, dirname(file)] }));
}

/**
 * Returns whether `.js` files in a folder are ES modules, by the nearest package.json within the
 * code.
 */
function isTypeModule(folder, root) {
  const file = join(folder, 'package.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')).type === 'module';
  return folder !== resolve(root) && folder !== dirname(folder)
    ? isTypeModule(dirname(folder), root)
    : false;
}

function assertRunnable(handler, name, executionEnv) {
  if (handler[STREAMING]) {
    throw new NotEmulated(`${name} streams its response, which the sandbox does not support`);
  }
  if (handler.length < 3) return;
  if (!takesCallbacks(executionEnv)) {
    throw new CallbackHandlerDeprecated(
      `ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js ${FIRST_WITHOUT_CALLBACKS}. You need to modify this function to use a supported handler signature to use Node.js ${FIRST_WITHOUT_CALLBACKS} or later. For more information see ${DOCS}.`,
    );
  }
}
