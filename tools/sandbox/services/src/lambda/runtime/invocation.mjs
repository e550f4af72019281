/**
 * One invocation: calls the handler and reports its result, from its promise or, in runtimes before
 * nodejs24.x, from its callback.
 */
import { logError } from './console.mjs';
import { NodeJsExit, payloadOf } from './errors.mjs';
import { takesCallbacks } from './load-handler.mjs';
import { reportError, reportResponse } from './runtime-client.mjs';

const withCallbacks = takesCallbacks(process.env.AWS_EXECUTION_ENV);

/** Called for the current invocation when the event loop is empty. */
let atEmptyEventLoop = () => undefined;

/** Must be called when the event loop is empty. */
export function onEmptyEventLoop() {
  atEmptyEventLoop();
}

/** Resolves when the response or the error is reported. */
export async function runInvocation(handler, invocation) {
  process.env._X_AMZN_TRACE_ID = invocation.traceId;
  const outcome = await outcomeOf(handler, invocation);
  atEmptyEventLoop = () => undefined;
  if ('error' in outcome) {
    logError('Invoke Error', outcome.error);
    await reportError(invocation.requestId, payloadOf(outcome.error));
  } else {
    await reportResponse(invocation.requestId, outcome.payload);
  }
}

/** Returns `{ payload }`, in JSON, or `{ error }`. */
async function outcomeOf(handler, invocation) {
  try {
    const result = await (withCallbacks ? calledBack : promised)(handler, invocation);
    return { payload: stringified(result) };
  } catch (error) {
    return { error };
  }
}

function stringified(result) {
  try {
    return JSON.stringify(result ?? null) ?? 'null';
  } catch {
    const error = new Error('Unable to stringify response body');
    if (!withCallbacks) error.name = 'Runtime.JSONStringifyError';
    throw error;
  }
}

function promised(handler, invocation) {
  return new Promise((resolve, reject) => {
    atEmptyEventLoop = () => reject(new NodeJsExit());
    Promise.resolve(handler(JSON.parse(invocation.body), contextOf(invocation))).then(
      resolve,
      reject,
    );
  });
}

/** The first result of promise, callback and the context's methods is used. */
function calledBack(handler, invocation) {
  return new Promise((resolve, reject) => {
    const isAsync = handler.constructor.name === 'AsyncFunction';
    const succeed = (result) => resolve(result);
    const fail = (error) => reject(error ?? 'handled');
    const done = (error, result) => (error == null ? resolve(result) : reject(error));
    const context = { ...contextOf(invocation), callbackWaitsForEmptyEventLoop: true };
    Object.assign(context, { succeed, fail, done });
    let isCalled = false;
    const callback = (error, result) => {
      if (isCalled) return;
      isCalled = true;
      if (error != null || !context.callbackWaitsForEmptyEventLoop) done(error, result);
      else atEmptyEventLoop = () => resolve(result);
    };
    atEmptyEventLoop = () => (isAsync ? reject(new NodeJsExit()) : resolve(null));
    const result = handler(JSON.parse(invocation.body), context, callback);
    if (typeof result?.then === 'function') result.then(succeed, fail);
  });
}

function contextOf({ requestId, invokedFunctionArn, deadline }) {
  return {
    awsRequestId: requestId,
    invokedFunctionArn,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}
