/**
 * The Node.js runtime of an execution environment: loads the function's handler once, then asks the
 * Runtime API for one invocation after the other. It ends when the Runtime API is gone.
 *
 * Plain JavaScript, since each environment starts it as it stands.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
import { existsSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { AWS_LAMBDA_RUNTIME_API: api, LAMBDA_TASK_ROOT: root, _HANDLER: handlerName } = process.env;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const sent = request(
      `http://${api}/2018-06-01/runtime/${path}`,
      { method, agent, headers: { 'content-type': 'application/json' } },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() }),
        );
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function describe(error) {
  return JSON.stringify({
    errorType: error?.name ?? 'Error',
    errorMessage: String(error?.message ?? error),
    trace: String(error?.stack ?? '').split('\n'),
  });
}

/** As Lambda's own runtime names it. */
class MalformedHandlerName extends Error {
  name = 'MalformedHandlerName';
}

async function loadHandler() {
  if (handlerName.includes('..')) {
    throw new MalformedHandlerName(`'..' is not part of a handler's name: ${handlerName}`);
  }
  const separator = handlerName.lastIndexOf('.');
  const [module, name] = [handlerName.slice(0, separator), handlerName.slice(separator + 1)];
  const file = ['.mjs', '.js', '.cjs']
    .map((extension) => join(root, module + extension))
    .find((candidate) => existsSync(candidate));
  if (!file) throw new Error(`Cannot find module '${module}' in the function's code`);
  const handler = (await import(pathToFileURL(file).href))[name];
  if (typeof handler !== 'function') throw new Error(`${handlerName} is undefined or not exported`);
  return handler;
}

async function invokeNext(handler) {
  const { headers, body } = await call('GET', 'invocation/next');
  const requestId = headers['lambda-runtime-aws-request-id'];
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  process.env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'];
  const context = {
    awsRequestId: requestId,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    const result = await handler(JSON.parse(body), context);
    await call('POST', `invocation/${requestId}/response`, JSON.stringify(result ?? null));
  } catch (error) {
    await call('POST', `invocation/${requestId}/error`, describe(error));
  }
}

let handler;
try {
  handler = await loadHandler();
} catch (error) {
  await call('POST', 'init/error', describe(error));
  process.exit(1);
}
try {
  for (;;) await invokeNext(handler);
} catch {
  process.exit(0);
}
