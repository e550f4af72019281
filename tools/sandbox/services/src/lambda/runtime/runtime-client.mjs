/** The Runtime API, as the runtime asks it. */
import { Agent, request } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { awaitByte } from './channel.mjs';

/** A debugger has to be answered at any time. */
const isInspected = process.execArgv.some((argument) => argument.startsWith('--inspect'));
const standStill = isInspected ? () => undefined : awaitByte;

const { AWS_LAMBDA_RUNTIME_API: api } = process.env;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function call(method, path, body, onSent = () => undefined) {
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
    sent.on('finish', onSent);
    sent.end(body);
  });
}

/**
 * Returns the next invocation from the Runtime API. Nothing else in this thread goes on until
 * the sandbox hands one over, as Lambda freezes an environment between invocations; unless it is inspected.
 * Rejects when the API is gone.
 */
export async function nextInvocation() {
  const { headers, body } = await call('GET', 'invocation/next', undefined, standStill);
  // Connections that were closed meanwhile are noticed before the handler may use one of them.
  await setImmediate();
  return {
    requestId: headers['lambda-runtime-aws-request-id'],
    deadline: Number(headers['lambda-runtime-deadline-ms']),
    traceId: headers['lambda-runtime-trace-id'],
    functionArn: headers['lambda-runtime-invoked-function-arn'],
    body,
  };
}

/** Posts the result of loading or of an invocation as JSON. Rejects when the API is gone. */
export async function report(path, payload) {
  await call('POST', path, payload);
}
