/**
 * Calls a function as many times as its parent process requests, and returns the CPU time and the duration
 * per call in microseconds.
 */
const { BENCH_HANDLER: file, BENCH_EVENT: event } = process.env;
// Formatting logs is part of a function's work; writing them to a terminal is not.
process.stdout.write = () => true;

const { handler } = await import(file);
const context = {
  awsRequestId: '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:222222222222:function:bench',
  memoryLimitInMB: '512',
  getRemainingTimeInMillis: () => 10_000,
};
let calls = 0;

process.on('message', async (count) => {
  const started = performance.now();
  const cpu = process.cpuUsage();
  for (let call = 0; call < count; call++) {
    const { statusCode } = await handler(
      JSON.parse(event.replace('{n}', String(calls++))),
      context,
    );
    if (!(statusCode < 300)) throw new Error(`${file} answered ${statusCode}`);
  }
  const { user, system } = process.cpuUsage(cpu);
  process.send({
    cpu: (user + system) / count,
    time: ((performance.now() - started) * 1000) / count,
  });
});
process.on('disconnect', () => process.exit(0));
process.send('ready');
