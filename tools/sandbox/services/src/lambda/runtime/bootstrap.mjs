/**
 * The Node.js runtime of an execution environment: loads the function's handler once, then asks the
 * Runtime API for one invocation after the other. It ends when the Runtime API is gone.
 *
 * Plain JavaScript, since each environment starts it as it stands. It does what Lambda's own runtime
 * does, whose source is public.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client
 */
import { onEmptyEventLoop, runInvocation } from './invocation.mjs';
import { logError, patchConsole, setRequestId } from './console.mjs';
import { UnhandledPromiseRejection, payloadOf } from './errors.mjs';
import { loadHandler } from './load-handler.mjs';
import { patchNetwork } from './network.mjs';
import { protect } from './read-only-root.mjs';
import { nextInvocation, report } from './runtime-client.mjs';

const {
  LAMBDA_TASK_ROOT: root,
  _HANDLER: handlerName,
  AWS_EXECUTION_ENV: executionEnv,
  SANDBOX_HTTPS_PORT: httpsPort,
} = process.env;

/** Exit codes of Lambda's runtime. */
const UNHANDLED_REJECTION = 128;
const UNCAUGHT_EXCEPTION = 129;

/** Where an error belongs that nobody catches: to loading, then to the invocation that runs. */
let errorPath = 'init/error';

async function crash(error, headline, exitCode) {
  logError(headline, error);
  await report(errorPath, payloadOf(error)).catch(() => undefined);
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
  // Lambda has no such variable.
  delete process.env.SANDBOX_HTTPS_PORT;
  patchNetwork(Number(httpsPort));
}
protect(root);
const handler = await loaded();
for (;;) {
  const invocation = await nextInvocation().catch(() => process.exit(0));
  errorPath = `invocation/${invocation.requestId}/error`;
  setRequestId(invocation.requestId);
  await runInvocation(handler, invocation).catch(() => process.exit(0));
}
