/**
 * The `console` of Lambda: each call writes one log event, with the time, the request ID and the
 * level.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
import { format } from 'node:util';
import { sendLog } from './channel.mjs';
import { intoError, toFormatted } from './errors.mjs';

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const { AWS_LAMBDA_LOG_FORMAT, AWS_LAMBDA_LOG_LEVEL = 'TRACE' } = process.env;
const isJson = AWS_LAMBDA_LOG_FORMAT === 'JSON';

/** Undefined while the code is loaded, as in Lambda. */
let requestId;

export function setRequestId(id) {
  requestId = id;
}

function asText(level, ...values) {
  return `${new Date().toISOString()}\t${requestId}\t${level}\t${format(...values)}`;
}

function stackOf(error) {
  return typeof error.stack === 'string' ? error.stack.split('\n') : error.stack;
}

function errorMembers(error) {
  return {
    errorType: error.constructor?.name ?? 'UnknownError',
    errorMessage: error.message,
    stackTrace: stackOf(error),
  };
}

function errorReplacer(_key, value) {
  return value instanceof Error ? { ...errorMembers(value), ...value } : value;
}

function asJson(level, ...values) {
  const members = { timestamp: new Date().toISOString(), level, requestId };
  if (values.length > 1) {
    const error = values.find((value) => value instanceof Error);
    return JSON.stringify({
      ...members,
      message: format(...values),
      ...(error ? errorMembers(error) : {}),
    });
  }
  try {
    return JSON.stringify({ ...members, message: values[0] }, errorReplacer);
  } catch {
    return JSON.stringify({ ...members, message: format(values[0]) });
  }
}

/** Installs Lambda's methods; `log` and `info` are the same, and FATAL is never omitted. */
export function patchConsole() {
  const toEvent = isJson ? asJson : asText;
  const lowest = Math.max(0, LEVELS.indexOf(AWS_LAMBDA_LOG_LEVEL.toUpperCase()));
  for (const [priority, level] of LEVELS.entries()) {
    console[level.toLowerCase()] =
      priority < lowest ? () => undefined : (...values) => sendLog(toEvent(level, ...values));
  }
  console.log = console.info;
}

/** Logs an error that ends an invocation or the process. */
export function logError(headline, error) {
  if (isJson) console.error(intoError(error));
  else console.error(headline, toFormatted(intoError(error)));
}
