/** Failing tests: each is a defect for the lead to decide. Copy into tools/sandbox/src to run. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseOptions } from './cli/options';
import { creationOrder } from './cloudformation/graph';
import { resolve } from './cloudformation/intrinsics';
import { DataFolder } from './data-folder';
import { proxyResponse } from './services/apigateway/lambda-proxy';
import { RequestModel } from './services/apigateway/request-model';
import { DynamoDb } from './services/dynamodb/dynamodb';
import { Policy } from './services/iam/policy';
import { Iam } from './services/iam/iam';
import { Lambda } from './services/lambda/lambda';
import { Logs } from './services/logs/logs';
import { functionCode } from './testing/function-code';
import { send } from './testing/https-client';
import { temporaryFolders } from './testing/temporary-folder';
import { twoAccounts } from './testing/two-accounts';
import { Sandbox } from './sandbox';
import { startAccount } from './testing/account';
import { stackArtifact } from './testing/stack-artifact';
import { deployStack } from './cloudformation/stack';
import { wildcard } from './services/iam/wildcard';

const folders = temporaryFolders();

it('B1 lock: a dead holder whose start is unknown (no ps) is taken over', () => {
  const path = folders();
  const pid = Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }));
  writeFileSync(join(path, 'lock'), JSON.stringify({ pid, startedAt: '' }));
  expect(() => DataFolder.take(path)).not.toThrow();
});
it('B2 lock: a live holder started from a terminal with another time zone is respected', () => {
  const path = folders();
  const pid = process.ppid;
  const startedAt = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env: { ...process.env, TZ: 'Asia/Tokyo' } }).trim();
  writeFileSync(join(path, 'lock'), JSON.stringify({ pid, startedAt }));
  expect(() => DataFolder.take(path)).toThrow('another sandbox');
});
it('B3 proxyResponse: empty payload (handler returned a function) is malformed', () => {
  expect(proxyResponse('')).toBeUndefined();
});
async function askWith(handler: string) {
  const sandbox = await Sandbox.start({ assemblies: twoAccounts(folders, { handler }), dataDir: folders(), port: 0, awsPort: 0 });
  try {
    return (await send(sandbox.authorityFile, `${sandbox.serviceUrls[0]}/orders`)).status;
  } catch (e) { return String(e); } finally { await sandbox.stop(); }
}
it.each([
  ['a function', 'return () => 1'],
  ['header newline', 'return { statusCode: 200, headers: { a: "x\\ny" } }'],
  ['header name', 'return { statusCode: 200, headers: { "a b": "x" } }'],
  ['status 100', 'return { statusCode: 100 }'],
  ['status 101', 'return { statusCode: 101, body: "x" }'],
  ['204 with body', 'return { statusCode: 204, body: "x" }'],
  ['own content-length', 'return { statusCode: 200, headers: {"Content-Length": "999"}, body: "\\"x\\"" }'],
  ['transfer-encoding', 'return { statusCode: 200, headers: {"Transfer-Encoding": "chunked"}, body: "\\"x\\"" }'],
])('B4 answers (502 or 200), not a cut connection: %s', async (name, body) => {
  const r = await askWith(`export const handler = async () => { ${body} };`);
  console.log(name, r);
  expect(typeof r).toBe('number');
});
it('B5 policy: Resource with NotResource is refused', () => {
  expect(() => new Policy({ Statement: { Effect: 'Allow', Action: '*', Resource: 'a', NotResource: 'b' } }, 'x')).toThrow();
});
it('B6 policy variables are refused', () => {
  expect(() => new Policy({ Statement: { Effect: 'Deny', Action: '*', Resource: 'arn:${aws:PrincipalAccount}' } }, 'x')).toThrow();
});
it('B7 dynamodb: data that looks like an ARN is kept', async () => {
  const d = new DynamoDb({ account: '222222222222', region: 'eu-central-1', folder: folders() });
  await d.start();
  await d.createTable({ TableName: 't', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }] });
  const Item = { id: { S: '1' }, fullName: { S: 'arn:aws:dynamodb:us-east-1:999999999999:table/x' } };
  await d.handle('PutItem', JSON.stringify({ TableName: 't', Item }));
  const got = await d.handle('GetItem', JSON.stringify({ TableName: 't', Key: { id: { S: '1' } } }));
  await d.stop();
  expect(JSON.parse(got.body)).toEqual({ Item });
});
it('B8 dynamodb: another key type on disk is refused', async () => {
  const folder = folders();
  const table = (AttributeType: string) => ({ TableName: 't', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType }] });
  const d = new DynamoDb({ account: '222222222222', region: 'eu-central-1', folder });
  await d.start();
  await d.createTable(table('S'));
  const second = await d.createTable(table('N')).catch((e: unknown) => e);
  await d.stop();
  expect(second).toBeInstanceOf(Error);
});
it('B9 lambda: code whose loading never ends does not hang an invocation past the timeout', async () => {
  const iam = new Iam('2'); const logs = new Logs();
  const lambda = new Lambda({ account: '2', region: 'r', iam, logs, awsEndpoint: '', environmentsPerFunction: 1 });
  lambda.createFunction({ name: 'f', arn: 'arn:aws:lambda:r:2:function:f', roleArn: iam.createRole('r').arn, handler: 'handler.handler', codeFolder: functionCode(folders(), 'await new Promise(() => setInterval(() => {}, 50)); export const handler = 1;'), timeout: 0.3, memorySize: 1, variables: {}, logGroup: 'g' });
  const r = await Promise.race([lambda.invoke('arn:aws:lambda:r:2:function:f', '{}', ''), new Promise((done) => setTimeout(() => done('hangs'), 2000))]);
  lambda.stop();
  expect(r).not.toBe('hangs');
});
it('B10 intrinsics: a property named like an object member is no function call', () => {
  const scope = { mappings: {}, parameter: () => undefined, ref: () => undefined, attribute: () => undefined, condition: () => true };
  expect(resolve({ properties: { constructor: { type: 'string' } } }, scope, 'P')).toEqual({ properties: { constructor: { type: 'string' } } });
});
it('B11 graph: Ref to toString is dangling', () => {
  expect(() => creationOrder({ Resources: { A: { Type: 'x', Properties: { a: { Ref: 'toString' } } } } })).toThrow('refers to toString');
});
it('B12 options: one-line error for --port -1', () => {
  let message = '';
  try { parseOptions(['--port', '-1'], '/'); } catch (e) { message = (e as Error).message; }
  console.log(message);
  expect(message.split('\n')).toHaveLength(1);
});
it('B13 model: required property named like an object member', () => {
  expect(new RequestModel({ type: 'object', required: ['constructor'] }).violations('{}')).toContain('missing');
});
it('B14 stack: unknown condition of a resource names its place', async () => {
  const running = await startAccount(folders());
  const error = await deployStack(stackArtifact({ Resources: { Vpc: { Type: 'AWS::EC2::VPC', Condition: 'Maybe' } } }), running.account, running.awsApi).catch((e: unknown) => e);
  await running.stop();
  expect(String(error)).toContain('Resources.Vpc');
});
it('B15 stack: property error is one line', async () => {
  const running = await startAccount(folders());
  const error = await deployStack(stackArtifact({ Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: {} } } }), running.account, running.awsApi).catch((e: unknown) => e);
  await running.stop();
  console.log(String(error));
  expect(String(error).split('\n')).toHaveLength(1);
});
it('B16 stack: circular conditions are a TemplateError', async () => {
  const running = await startAccount(folders());
  const error = await deployStack(stackArtifact({ Conditions: { A: { 'Fn::Not': [{ Condition: 'A' }] } }, Resources: { Vpc: { Type: 'AWS::EC2::VPC', Condition: 'A' } } }), running.account, running.awsApi).catch((e: unknown) => e);
  await running.stop();
  expect((error as Error).name).toBe('TemplateError');
});
it('B17 wildcard does not take exponential time', () => {
  const t = Date.now();
  wildcard('a*'.repeat(12) + 'b')('a'.repeat(60));
  console.log('wildcard ms', Date.now() - t);
  expect(Date.now() - t).toBeLessThan(200);
}, 60000);
it('B18 stack: an ANY Deny without Principal in resource policies / malformed mock request', async () => {
  const running = await startAccount(folders());
  const { expectCustomResource } = running.awsApi;
  void expectCustomResource;
  const answer = await fetch(`${running.endpoint}/custom-resource/x`, { method: 'PUT', body: '{' });
  await running.stop();
  expect(answer.status).toBeLessThan(500);
});
it('B19 example start fails where a policy is malformed: names the offending element', () => {
  expect(() => new Policy({ Statement: [{ Effect: 'allow', Action: '*', Resource: '*' }] }, 'x')).toThrow('Effect');
});
