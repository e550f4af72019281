/**
 * A Lambda runtime that handles one invocation and reports its duration. It calls the Runtime API over a
 * plain socket, so that it loads no module that the function loads; Lambda's own runtime uses native code for
 * that.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
const { connect } = process.getBuiltinModule('node:net');

const { AWS_LAMBDA_RUNTIME_API: api, BENCH_HANDLER: file } = process.env;
const [host, port] = api.split(':');
const VERSION = '/2018-06-01/runtime';

const socket = connect(Number(port), host);
const connected = new Promise((resolve) => socket.once('connect', resolve));

/** Sends a request; resolves to the head and the body of the response. */
function call(head, body = '') {
  return new Promise((resolve, reject) => {
    let received = '';
    const read = (chunk) => {
      received += chunk;
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(received.slice(0, end))?.[1] ?? 0);
      if (received.length < end + 4 + length) return;
      socket.off('data', read);
      resolve({ head: received.slice(0, end), body: received.slice(end + 4) });
    };
    socket.setEncoding('utf8').on('data', read).once('error', reject);
    socket.write(
      `${head}\r\nhost: ${api}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  });
}

await connected;
const cpu = process.cpuUsage();
const started = performance.now();
const { handler } = await import(file);
const initialized = performance.now();
const next = await call(`GET ${VERSION}/invocation/next HTTP/1.1`);
const requestId = /lambda-runtime-aws-request-id: (\S+)/i.exec(next.head)[1];
const result = await handler(JSON.parse(next.body), {
  awsRequestId: requestId,
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:222222222222:function:bench',
  memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  getRemainingTimeInMillis: () => 10_000,
});
const payload = JSON.stringify(result);
const took = performance.now() - started;
const { user, system } = process.cpuUsage(cpu);
await call(
  `POST ${VERSION}/invocation/${requestId}/response HTTP/1.1\r\nbench-init: ${initialized - started}` +
    `\r\nbench-all: ${took}\r\nbench-cpu: ${(user + system) / 1000}`,
  payload,
);
process.exit(0);
