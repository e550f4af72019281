/**
 * In a bundle, `node:http` without its WebSocket. An ES module that imports a built-in module has
 * Node.js read each of its exports, and that getter loads all of undici: 20 ms of a cold start.
 *
 * @see https://github.com/nodejs/node/issues/59686
 */
import type * as Http from 'node:http';

const http: typeof Http = process.getBuiltinModule('node:http');

export default http;

export const {
  METHODS,
  STATUS_CODES,
  Agent,
  ClientRequest,
  IncomingMessage,
  OutgoingMessage,
  Server,
  ServerResponse,
  createServer,
  get,
  globalAgent,
  maxHeaderSize,
  request,
  setMaxIdleHTTPParsers,
  validateHeaderName,
  validateHeaderValue,
} = http;
