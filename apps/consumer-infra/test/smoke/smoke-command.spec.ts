import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { smokeCommand } from '../../src/smoke/smoke-command';
import { stages } from '../../src/stages';

const VARIABLES = ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const;
const dev = { account: '110987654321', region: 'eu-central-1' };
const complete = { ...stages, dev };

interface Invocation {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A server with Lambda's Invoke API, for the SDK's client. */
let lambda: Server;
let answer: Invocation;
let invoked: string[];
let folder: string;
const before = VARIABLES.map((name) => [name, process.env[name]] as const);

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'outputs-'));
  lambda = createServer((request, response) => {
    invoked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.writeHead(answer.status ?? 200, {
      'content-type': 'application/json',
      ...answer.headers,
    });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => lambda.listen(0, '127.0.0.1', resolve));
  const { port } = lambda.address() as AddressInfo;
  process.env['AWS_ENDPOINT_URL'] = `http://127.0.0.1:${port}`;
  process.env['AWS_ACCESS_KEY_ID'] = 'key';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'secret';
});

afterAll(async () => {
  for (const [name, value] of before) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
  rmSync(folder, { recursive: true });
  lambda.closeAllConnections();
  await new Promise((resolve) => lambda.close(resolve));
});

beforeEach(() => {
  invoked = [];
});

const seen = (ok: boolean) => ({
  ok,
  services: [
    { name: 'food', ok: true, status: 200, ms: 87 },
    ok
      ? { name: 'beverage', ok, status: 200, ms: 91 }
      : { name: 'beverage', ok, status: 403, ms: 12, error: 'POST answered 403' },
  ],
});

async function run(outputs: unknown, ...args: string[]) {
  const file = path.join(folder, 'consumer-infra.dev.json');
  writeFileSync(file, typeof outputs === 'string' ? outputs : JSON.stringify(outputs));
  const lines: string[] = [];
  const all = ['--stage=dev', ...args];
  const exitCode = await smokeCommand(all, complete, (line) => lines.push(line), file);
  return { exitCode, lines };
}

const outputs = {
  'consumer-infra-dev': { SmokeTestFunctionName: 'smoke-abc', VpcEndpointId: 'v' },
};

describe('nx run consumer-infra:smoke', () => {
  it('invokes the function in the stage’s outputs and prints the result', async () => {
    answer = { body: seen(true) };
    await expect(run(outputs)).resolves.toEqual({
      exitCode: 0,
      lines: [
        'ok      food  200  87 ms',
        'ok      beverage  200  91 ms',
        'Every service accepted an order.',
      ],
    });
    expect(invoked).toEqual(['POST /2015-03-31/functions/smoke-abc/invocations']);
  });

  it('fails the pipeline if a service did not accept an order, with its name and the reason', async () => {
    answer = { body: seen(false) };
    const { exitCode, lines } = await run(outputs);
    expect(exitCode).toBe(1);
    expect(lines).toContain('FAILED  beverage  403  12 ms  POST answered 403');
    expect(lines.at(-1)).toBe('The smoke test failed.');
  });

  it('accepts a function name instead of the outputs', async () => {
    answer = { body: seen(true) };
    await run({}, '--function=named');
    expect(invoked).toEqual(['POST /2015-03-31/functions/named/invocations']);
  });

  it.each<[string, Invocation, string]>([
    [
      'the function crashed',
      { headers: { 'x-amz-function-error': 'Unhandled' }, body: { errorMessage: 'boom' } },
      'smoke-abc failed (Unhandled): {"errorMessage":"boom"}',
    ],
    ['it answers something else', { body: 'null' }, 'did not return a report: null'],
    [
      'nobody may invoke it',
      {
        status: 403,
        headers: { 'x-amzn-errortype': 'AccessDeniedException' },
        body: { Message: 'User is not authorized' },
      },
      'could not invoke smoke-abc: AccessDeniedException',
    ],
  ])('reports a clear error if %s, and does not order twice', async (_name, bad, message) => {
    answer = bad;
    await expect(run(outputs)).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining(message.replace('’', "'")) as string,
    });
    expect(invoked).toHaveLength(1);
  });

  it.each([
    [
      {},
      'does not contain the output SmokeTestFunctionName of consumer-infra-dev: deploy consumer-infra-dev first',
    ],
    ['{', 'does not contain the output SmokeTestFunctionName of consumer-infra-dev'],
  ])('reports a clear error for the outputs %j', async (bad, message) => {
    await expect(run(bad)).rejects.toThrow(message);
  });

  it('reports a clear error if nothing was deployed', async () => {
    const missing = path.join(folder, 'absent.json');
    await expect(smokeCommand(['--stage=dev'], complete, () => undefined, missing)).rejects.toThrow(
      `${missing} does not exist: deploy consumer-infra-dev first`,
    );
  });

  it('reports a clear error for a stage with missing values', async () => {
    const open = { ...complete, dev: { ...dev, account: '<account id>' } };
    await expect(smokeCommand(['--stage=dev'], open, () => undefined)).rejects.toThrow(
      "apps/consumer-infra/src/stages.ts: stage 'dev': account is still the placeholder",
    );
  });
});
