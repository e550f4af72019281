import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { runningLambdas } from '../testing/running-lambda';

const lambdaOf = runningLambdas();
const folders = temporaryFolders();

/** A function with these files, by path. */
function codeOf(files: Readonly<Record<string, string>>): string {
  const folder = folders();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

describe('a handler with a callback', () => {
  const before = { runtime: 'nodejs22.x' };
  const calling = (statements: string) =>
    `export const handler = (event, context, callback) => { ${statements} };`;

  it.each([
    ['its result', `callback(null, { ok: 1 })`, ['response', { ok: 1 }]],
    ['nothing', 'callback()', ['response', null]],
    ['its first result', `callback(null, 1); callback(null, 2)`, ['response', 1]],
    [
      'its result once the event loop is empty',
      `let done = 0; setTimeout(() => { done = 1; result.done = done; }, 30); const result = {}; callback(null, result)`,
      ['response', { done: 1 }],
    ],
    [
      'at once if it does not wait for that',
      `context.callbackWaitsForEmptyEventLoop = false; const result = { done: 0 }; setTimeout(() => { result.done = 1; }, 300); callback(null, result)`,
      ['response', { done: 0 }],
    ],
    ['by context.succeed', 'context.succeed(3)', ['response', 3]],
    ['null if it never calls back', '', ['response', null]],
  ])('responds %s', async (_name, statements, answer) => {
    expect(await lambdaOf(calling(statements), before).invoke()).toEqual(answer);
  });

  it.each([
    [`callback(new TypeError('no pizza'))`, { errorType: 'TypeError', errorMessage: 'no pizza' }],
    [`callback('no pizza')`, { errorType: 'string', errorMessage: 'no pizza' }],
    [`context.fail(new Error('gone'))`, { errorType: 'Error', errorMessage: 'gone' }],
    [`throw new RangeError('far')`, { errorType: 'RangeError', errorMessage: 'far' }],
  ])('fails by %s, and the next invocation succeeds', async (statements, error) => {
    const { invoke } = lambdaOf(calling(statements), before);
    expect(await invoke()).toMatchObject(['error', error]);
    expect(await invoke()).toMatchObject(['error', error]);
  });

  it('is rejected by nodejs24.x', async () => {
    const { invoke } = lambdaOf(calling('callback(null, 1)'));
    expect(await invoke()).toMatchObject([
      'error',
      { errorType: 'Runtime.CallbackHandlerDeprecated' },
    ]);
  });
});

describe('the name of a handler', () => {
  it.each([
    [
      'a folder and an object',
      'src/api.orders.list',
      { 'src/api.mjs': 'export const orders = { list: async () => 1 };' },
    ],
    ['a CommonJS module', 'index.handler', { 'index.js': 'exports.handler = async () => 1;' }],
    ['a .cjs file', 'index.handler', { 'index.cjs': 'exports.handler = async () => 1;' }],
    [
      'an ES module by its package',
      'index.handler',
      { 'index.js': 'export const handler = async () => 1;', 'package.json': '{"type":"module"}' },
    ],
    [
      'a module that exports an object by default',
      'index.handler',
      { 'index.mjs': 'export default { handler: async () => 1 };' },
    ],
  ])('resolves to %s', async (_name, handler, files) => {
    const { invoke } = lambdaOf('', {
      handler,
      codeFolder: codeOf(files),
    });
    expect(await invoke()).toEqual(['response', 1]);
  });

  it.each([
    [
      'is not a function',
      'export const handler = 1;',
      'handler.handler',
      'Runtime.HandlerNotFound',
    ],
    ['is missing in an object', 'export const a = {};', 'handler.a.b', 'Runtime.HandlerNotFound'],
    ['has no dot', '', 'handler', 'Runtime.MalformedHandlerName'],
    ['leads outside of the code', '', '../handler.handler', 'Runtime.MalformedHandlerName'],
    [
      'leads outside of the code from a folder',
      '',
      'a/../../handler.handler',
      'Runtime.MalformedHandlerName',
    ],
    ['begins with two dots', '', '..handler', 'Runtime.MalformedHandlerName'],
    [
      'is in code that can not be parsed',
      'export const = 1',
      'handler.handler',
      'Runtime.UserCodeSyntaxError',
    ],
    [
      'streams its response',
      'export const handler = awslambda.streamifyResponse(async () => {});',
      'handler.handler',
      'Sandbox.NotEmulated',
    ],
  ])('is rejected if it %s', async (_name, source, handler, errorType) => {
    const { invoke } = lambdaOf(source, { handler });
    expect(await invoke()).toMatchObject(['error', { errorType }]);
  });
});

describe('an environment between two invocations', () => {
  it('is frozen, and continues with the next one', async () => {
    const { invoke } = lambdaOf(
      `let ticks = 0;
       export const handler = async ({ wait = 0 }) => {
         const before = ticks;
         if (ticks === 0) setInterval(() => ticks++, 5).unref();
         await new Promise((resolve) => setTimeout(resolve, wait));
         return { before, after: ticks };
       };`,
    );
    await invoke();
    await new Promise((resolve) => setTimeout(resolve, 400));
    const [, answer] = await invoke({ wait: 200 });
    const { before, after } = answer as { before: number; after: number };
    expect(before).toBeLessThan(10);
    expect(after).toBeGreaterThan(before);
  });
});
