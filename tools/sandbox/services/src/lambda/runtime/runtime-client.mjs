/** The runtime's client of the sandbox, which corresponds to Lambda's Runtime API. */
import { setImmediate } from 'node:timers/promises';
import {
  ERROR,
  INIT_ERROR,
  INVOCATION,
  READY,
  RESOLVE,
  RESOLVED,
  RESPONSE,
  receive,
  send,
} from './channel.mjs';

/** Reports that the handler is loaded. */
export async function reportReady() {
  await send(READY);
}

/**
 * Returns the next invocation. Blocks this thread until there is one, as Lambda freezes an
 * environment between invocations, unless the process is inspected.
 */
export async function nextInvocation() {
  const content = await receive(INVOCATION);
  // Processes connections that were closed meanwhile, before the handler can use one of them.
  await setImmediate();
  const end = content.indexOf('\n');
  return { ...JSON.parse(content.slice(0, end)), body: content.slice(end + 1) };
}

/** Reports the result of an invocation as JSON. */
export async function reportResponse(requestId, payload) {
  await send(RESPONSE, `${requestId}\n${payload}`);
}

/** Reports the error of an invocation as JSON. */
export async function reportError(requestId, payload) {
  await send(ERROR, `${requestId}\n${payload}`);
}

/** Reports, as JSON, why the handler was not loaded. */
export async function reportInitError(payload) {
  await send(INIT_ERROR, payload);
}

/** Returns whether a host name resolves in the function's network. */
export async function resolves(hostname) {
  await send(RESOLVE, hostname);
  return (await receive(RESOLVED)) === 'true';
}
