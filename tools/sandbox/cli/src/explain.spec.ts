import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Invocation } from '@sandbox/kernel/invocation';
import { NotRunningError } from '@sandbox/core/running-state.cjs';
import { AwsApi } from '@sandbox/front-doors/aws-api/aws-api';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import type { Trace } from '@sandbox/kernel/trace';
import { Traces } from '@sandbox/kernel/traces';
import { Policy } from '@sandbox/policy/policy';
import { policyDecision } from '@sandbox/policy/policy-decision';
import { explain, explainUsage, UnknownRequestError } from './explain';
import { UsageError } from './options.cjs';

const folders = temporaryFolders();
const traces = new Traces();
const api = new AwsApi(() => [], traces);
const dataDir = folders();
let output = '';

beforeAll(async () => {
  const state = { pid: process.pid, aws: await api.start(0) };
  writeFileSync(join(dataDir, 'sandbox.json'), JSON.stringify(state));
});
beforeEach(() => {
  output = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => api.stop());

const run = (...args: readonly string[]) => explain([...args, '--data-dir', dataDir], '/workspace');

function refused(): Trace {
  const trace = traces.begin('GET food.orders.localhost/v1/orders');
  trace.passed('load balancer', 'rule 1', {
    kind: 'rule',
    rule: 'host-header food.orders.localhost',
    constructPaths: ['consumer/Alb/Https/Rule'],
    checks: [{ name: 'host name', expected: 'food.*', actual: 'food.orders', holds: true }],
  });
  const call = traces.begin('dynamodb:Query', trace.traceId);
  call.refused('VPC endpoint', 'no rule allows the connection', {
    kind: 'rule',
    rule: 'route to the prefix list',
    constructPaths: ['food/Network/Vpc', 'food/Network/Endpoint'],
    checks: [
      { name: 'route table', expected: 'rtb-1', actual: 'rtb-1', holds: true },
      { name: 'prefix list', expected: 'pl-1', actual: '(none)', holds: false },
    ],
  });
  call.answered(400);
  trace.refused('integration', 'the function failed');
  trace.answered(502);
  return trace;
}

describe('explain', () => {
  it('reports that no request has been refused yet', async () => {
    traces.begin('GET food.orders.localhost/v1/orders').answered(200);
    await run();
    expect(output).toBe('No request has been refused since the sandbox started.\n');
  });

  it('shows each hop with its decision, the calls of the function, and both values of a check', async () => {
    const trace = refused();
    await run(trace.requestId);
    const lines = output.split('\n');
    expect(lines[0]).toMatch(/^GET food\.orders\.localhost\/v1\/orders {2}502 {2}[\d.]+ ms$/);
    expect(lines).toContain(`  request  ${trace.requestId}`);
    expect(lines).toContain(`  trace    ${trace.traceId}`);
    expect(lines.slice(5).map((line) => line.replace(/[\d.]+ ms.*/, 'n ms'))).toEqual([
      '  ✓ load balancer         rule 1',
      '                          rule  host-header food.orders.localhost',
      '                          of    consumer/Alb/Https/Rule',
      '  dynamodb:Query  400  n ms',
      '    ✗ VPC endpoint          no rule allows the connection',
      '        rule  route to the prefix list',
      '        of    food/Network/Vpc',
      '              food/Network/Endpoint',
      '        ✓ route table',
      '          expected  rtb-1',
      '          actual    rtb-1',
      '        ✗ prefix list',
      '          expected  pl-1',
      '          actual    (none)',
      '  ✗ integration           the function failed',
      '',
    ]);
  });

  it('shows the response of the function, and its logs', async () => {
    const trace = traces.begin('GET food.orders.localhost/v1/orders/1');
    const invocation = new Invocation(
      { service: 'food', name: 'get-order', arn: '', version: '1', codeFolder: '/code' },
      { requestId: 'lambda-1', traceId: trace.traceId, coldStart: 212 },
    );
    traces.invoked(invocation);
    invocation.log('{"level":"info","message":"request answered","code":"ORDER.NOT_FOUND"}');
    const body = JSON.stringify({
      title: 'Not Found',
      detail: `No order ${'x'.repeat(5_000)}\u001b`,
    });
    invocation.answered('response', JSON.stringify({ statusCode: 404, body }));
    trace.passed('integration', 'arn');
    trace.answered(404);
    await run(trace.requestId);
    const lines = output.split('\n').slice(5, -1);
    expect(
      lines.map((line) => line.replace(/[\d.]+ ms {2}/, 'n ms  ').replace(/x+…/, 'x…')),
    ).toEqual([
      '  ✓ integration           arn',
      '    food:get-order  n ms  Lambda request lambda-1',
      '      answered  404 {"title":"Not Found","detail":"No order',
      '                x…',
      '      food:get-order  cold start, 212 ms',
      '      food:get-order  info  request answered  code=ORDER.NOT_FOUND',
    ]);
    expect(Buffer.byteLength(output)).toBeLessThan(4 * 1024);
  });

  it('shows the error of the function', async () => {
    const trace = traces.begin('GET food.orders.localhost/v1/orders/1');
    const invocation = new Invocation(
      { service: 'food', name: 'get-order', arn: '', version: '1', codeFolder: '/code' },
      { requestId: 'lambda-1', traceId: trace.traceId, coldStart: undefined },
    );
    traces.invoked(invocation);
    invocation.answered('error', '{"errorType":"TypeError","errorMessage":"no pizza","trace":[]}');
    await run(trace.requestId);
    expect(output).toContain('\n      failed    TypeError: no pizza\n');
  });

  it('shows the evaluated policies, which one refused, and how each condition compares', async () => {
    const vpce = (id: string) => ({ StringNotEquals: { 'aws:SourceVpce': id } });
    const statement = {
      Effect: 'Allow',
      Principal: '*',
      Action: 'execute-api:Invoke',
      Resource: '*',
    };
    const policy = new Policy(
      {
        Statement: [
          { ...statement, Sid: 'Everybody' },
          { ...statement, Sid: 'OnlyOne', Effect: 'Deny', Condition: vpce('vpce-1') },
        ],
      },
      'food/Api',
    );
    const trace = traces.begin('GET food.orders.localhost/v1/orders');
    const ask = (id: string) =>
      policyDecision(
        {
          principal: { kind: 'anonymous' },
          action: 'execute-api:Invoke',
          resource: 'arn:aws:execute-api:eu-central-1:222222222222:a/v1/GET/orders',
          context: new Map([['aws:sourcevpce', id]]),
        },
        { resource: policy, resourceAccount: '222222222222' },
      );
    trace.passed('resource policy', 'Everybody of food/Api', ask('vpce-1'));
    trace.refused('resource policy', 'OnlyOne of food/Api', ask('vpce-2'));
    await run(trace.requestId);
    expect(output.split('\n').slice(5, -1)).toEqual([
      '  ✓ resource policy       Everybody of food/Api',
      '                          rule  resource policy, Everybody, food/Api',
      '  ✗ resource policy       OnlyOne of food/Api',
      '      User: anonymous is not authorized to perform: execute-api:Invoke on',
      '      resource: arn:aws:execute-api:eu-central-1:222222222222:a/v1/GET/orders',
      '      with an explicit deny in a resource-based policy',
      '      ✗ resource policy of food/Api denies',
      '        by statement OnlyOne:',
      '          {',
      '            "Effect": "Deny",',
      '            "Principal": "*",',
      '            "Action": "execute-api:Invoke",',
      '            "Resource": "*",',
      '            "Sid": "OnlyOne",',
      '            "Condition": {"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}',
      '          }',
      '        it applies where all of these do:',
      '        ✓ Principal is anonymous',
      '        ✓ Action is    execute-api:Invoke',
      '        ✓ Resource is  arn:aws:execute-api:eu-central-1:222222222222:a/v1/GET/orders',
      '        ✓ StringNotEquals aws:SourceVpce',
      '          expected  vpce-1',
      '          actual    vpce-2',
    ]);
  });

  it('explains the latest refused request by default', async () => {
    refused();
    const latest = refused();
    traces.begin('GET food.orders.localhost/v1/orders').answered(200);
    await run();
    expect(output).toContain(latest.requestId);
  });

  it('lists the last refused requests if it does not know the ID', async () => {
    const { requestId } = refused();
    const act = run('no-such-id');
    await expect(act).rejects.toThrow(UnknownRequestError);
    await expect(act).rejects.toThrow(
      new RegExp(
        `^unknown request no-such-id; only recent requests are kept\nRefused last:\n` +
          `  \\d\\d:\\d\\d:\\d\\d  ${requestId}  502  GET food.orders.localhost/v1/orders  \\[VPC endpoint\\]\n`,
      ),
    );
  });

  it('explains how to start a sandbox if none is running', async () => {
    const empty = folders();
    await expect(explain(['--data-dir', empty], '/workspace')).rejects.toThrow(NotRunningError);
    const ended = folders();
    writeFileSync(
      join(ended, 'sandbox.json'),
      JSON.stringify({ pid: 2 ** 22 + 1, aws: 'http://127.0.0.1:1' }),
    );
    await expect(explain(['--data-dir', ended], '/workspace')).rejects.toThrow(
      /^no sandbox is running with the data folder \S+; start one with npm start, or specify another folder with --data-dir$/,
    );
    const silent = folders();
    writeFileSync(
      join(silent, 'sandbox.json'),
      JSON.stringify({ pid: process.pid, aws: 'http://127.0.0.1:1' }),
    );
    await expect(explain(['--data-dir', silent], '/workspace')).rejects.toThrow(NotRunningError);
  });

  it('names a state file without an endpoint', async () => {
    const damaged = folders();
    writeFileSync(join(damaged, 'sandbox.json'), '{"pid": 1');
    await expect(explain(['--data-dir', damaged], '/workspace')).rejects.toThrow(
      new NotRunningError(
        `${join(damaged, 'sandbox.json')} is damaged: it does not contain the addresses of the sandbox. Stop the ` +
          'sandbox that uses that folder, and start it again',
      ),
    );
  });

  it.each([
    [['one', 'two'], 'specify one request ID only'],
    [['--dat-dir', 'x'], "Unknown option '--dat-dir'"],
    [['--data-dir='], '--data-dir must be a folder'],
  ])('rejects %j', async (args, message) => {
    const act = explain(args, '/workspace');
    await expect(act).rejects.toThrow(UsageError);
    await expect(act).rejects.toThrow(message);
  });

  it('prints its help', async () => {
    await run('--help');
    expect(output).toBe(explainUsage);
  });
});
