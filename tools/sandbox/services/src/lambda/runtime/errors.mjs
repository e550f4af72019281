/** The errors of Lambda's Node.js runtime, and its format for errors. */

function runtimeError(type) {
  return class extends Error {
    constructor(message, stack) {
      super(message);
      this.name = `Runtime.${type}`;
      if (stack !== undefined) this.stack = stack;
    }
  };
}

export const HandlerNotFound = runtimeError('HandlerNotFound');
export const MalformedHandlerName = runtimeError('MalformedHandlerName');
export const ImportModuleError = runtimeError('ImportModuleError');
export const UserCodeSyntaxError = runtimeError('UserCodeSyntaxError');
export const CallbackHandlerDeprecated = runtimeError('CallbackHandlerDeprecated');
export const NodeJsExit = runtimeError('NodeJsExit');

/** The sandbox's own error for code that Lambda supports, but the sandbox does not. */
export class NotEmulated extends Error {
  name = 'Sandbox.NotEmulated';
}

export class UnhandledPromiseRejection extends Error {
  constructor(reason) {
    super(String(reason));
    this.name = 'Runtime.UnhandledPromiseRejection';
    this.reason = reason;
  }
}

/** Returns the error of an invocation as JSON. */
export function payloadOf(error) {
  if (!(error instanceof Error)) {
    return JSON.stringify({ errorType: typeof error, errorMessage: String(error), trace: [] });
  }
  return JSON.stringify({
    errorType: error.name,
    errorMessage: error.message,
    trace: String(error.stack ?? '').split('\n'),
  });
}

export function intoError(error) {
  return error instanceof Error ? error : new Error(String(error));
}

function withEnumerableProperties(value) {
  if (!(value instanceof Error)) return value;
  const { name, message, code, stack } = value;
  return {
    errorType: name,
    errorMessage: message,
    code,
    ...value,
    ...(typeof stack === 'string' ? { stack: stack.split('\n') } : {}),
  };
}

/** Returns an error in the text log format. */
export function toFormatted(error) {
  try {
    return `\t${JSON.stringify(error, (_key, value) => withEnumerableProperties(value))}`;
  } catch {
    return `\t${payloadOf(error)}`;
  }
}
