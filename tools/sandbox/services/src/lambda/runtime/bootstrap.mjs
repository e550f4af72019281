/**
 * The Node.js runtime of an execution environment: loads the function's handler once, then runs one
 * invocation after the other. It ends when the sandbox ends.
 *
 * Plain JavaScript, since each environment runs it without compilation. It behaves like Lambda's
 * own runtime, whose source is public.
 *
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client
 */
import { onEmptyEventLoop, runInvocation } from './invocation.mjs';
import { logError, patchConsole, setRequestId } from './console.mjs';
import { UnhandledPromiseRejection, payloadOf } from './errors.mjs';
import { loadHandler } from './load-handler.mjs';
import { patchNetwork } from './network.mjs';
import { protect } from './read-only-root.mjs';
import { nextInvocation, reportError, reportInitError, reportReady } from './runtime-client.mjs';

const {
  LAMBDA_TASK_ROOT: root,
  _HANDLER: handlerName,
  AWS_EXECUTION_ENV: executionEnv,
  SANDBOX_HTTPS_PORT: httpsPort,
} = process.env;

/** Exit codes of Lambda's runtime. */
const UNHANDLED_REJECTION = 128;
const UNCAUGHT_EXCEPTION = 129;

/** Reports an uncaught error, while the code is loaded or for the current invocation. */
let reportUncaught = reportInitError;

async function crash(error, headline, exitCode) {
  logError(headline, error);
  await reportUncaught(payloadOf(error));
  process.exit(exitCode);
}

process.on('uncaughtException', (error) => crash(error, 'Uncaught Exception', UNCAUGHT_EXCEPTION));
process.on('unhandledRejection', (reason) =>
  crash(new UnhandledPromiseRejection(reason), 'Unhandled Promise Rejection', UNHANDLED_REJECTION),
);
process.on('beforeExit', onEmptyEventLoop);

async function loaded() {
  try {
    return await loadHandler(root, handlerName, executionEnv);
  } catch (error) {
    return crash(error, 'Uncaught Exception', UNCAUGHT_EXCEPTION);
  }
}

patchConsole();
if (httpsPort !== undefined) {
  // Lambda does not set this variable.
  delete process.env.SANDBOX_HTTPS_PORT;
  patchNetwork(Number(httpsPort));
}
protect(root);
const handler = await loaded();
await reportReady();
for (;;) {
  const invocation = await nextInvocation();
  const { requestId } = invocation;
  reportUncaught = (payload) => reportError(requestId, payload);
  setRequestId(requestId);
  await runInvocation(handler, invocation);
}
