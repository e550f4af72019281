import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { accountId, credentialsFor, startAccount, type RunningAccount } from '../testing/account';
import { administrator, sendSigned, type SignedRequest } from '../testing/signed-request';

const folders = temporaryFolders();
let running: RunningAccount;

beforeAll(async () => {
  running = await startAccount(folders());
});

afterAll(() => running.stop());

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const json = (target: string) => ({
  'x-amz-target': target,
  'content-type': 'application/x-amz-json-1.0',
});

/** One request in each protocol. */
const requests = {
  json: { service: 'dynamodb', headers: json('DynamoDB_20120810.ListTables'), body: '{}' },
  query: { service: 'sts', headers: form, body: 'Action=GetCallerIdentity&Version=2011-06-15' },
  ec2: { service: 'ec2', headers: form, body: 'Action=DescribeNetworkInterfaces' },
  rest: { service: 'lambda', method: 'GET', path: '/2015-03-31/functions/' },
} satisfies Record<string, SignedRequest>;

type Protocol = keyof typeof requests;

const protocols = Object.keys(requests) as Protocol[];

/** Returns the error code as the SDKs parse it. */
function codeIn({ headers, text }: { headers: Headers; text: string }): string | undefined {
  return headers.get('x-amzn-errortype') ?? /<Code>([^<]+)<\/Code>/.exec(text)?.[1];
}

const send = (accessKeyId: string, request: SignedRequest, sessionToken = '') =>
  sendSigned(running.endpoint, { accessKeyId, secretAccessKey: '', sessionToken }, request);

async function identity(accessKeyId: string): Promise<string> {
  const { text } = await send(accessKeyId, requests.query);
  return text;
}

describe('the caller of an AWS API', () => {
  it.each<[Protocol, number, string]>([
    ['json', 400, 'UnrecognizedClientException'],
    ['query', 403, 'InvalidClientTokenId'],
    ['ec2', 401, 'AuthFailure'],
    ['rest', 403, 'UnrecognizedClientException'],
  ])('with unknown credentials is denied in %s', async (protocol, status, code) => {
    const session = credentialsFor(running.account, 's3:*');
    const ended = credentialsFor(running.account, 'sqs:*');
    running.account.iam.endSession(ended.accessKeyId);
    const unknown: readonly [key: string, token: string][] = [
      ['AKIAIOSFODNN7EXAMPLE', ''],
      ['99999999999', ''],
      [session.accessKeyId, ''],
      [session.accessKeyId, 'another'],
      [ended.accessKeyId, ended.sessionToken],
    ];
    for (const [key, token] of unknown) {
      const answer = await send(key, requests[protocol], token);
      expect([key, answer.status, codeIn(answer)]).toEqual([key, status, code]);
    }
  });

  it.each(protocols)(
    'may be an administrator of an account without a stack, in %s',
    async (protocol) => {
      const answer = await send('999999999999', requests[protocol]);
      expect(codeIn(answer) ?? '').not.toMatch(/Client|AuthFailure/);
      expect(await identity('999999999999')).toContain('<Account>999999999999</Account>');
      expect(await identity(running.account.id)).toContain(
        `<Account>${running.account.id}</Account>`,
      );
    },
  );

  it.each<[Protocol, number, string]>([
    ['json', 400, 'ExpiredTokenException'],
    ['query', 403, 'ExpiredToken'],
    ['ec2', 400, 'RequestExpired'],
    ['rest', 403, 'ExpiredTokenException'],
  ])('with an expired session is denied in %s', async (protocol, status, code) => {
    const { iam } = running.account;
    const expiresAt = Date.now() - 1;
    const expired = iam.assumeRole(iam.putRole('expired').arn, { expiresAt });
    const answer = await send(expired.accessKeyId, requests[protocol], expired.sessionToken);
    expect([answer.status, codeIn(answer)]).toEqual([status, code]);
  });

  it.each<[Protocol, string]>([
    ['json', 'MissingAuthenticationTokenException'],
    ['query', 'MissingAuthenticationToken'],
    ['rest', 'MissingAuthenticationTokenException'],
  ])('without a signature is denied in %s', async (protocol, code) => {
    const { method = 'POST', path = '/', headers = {}, body }: SignedRequest = requests[protocol];
    const init = { method, headers, ...(body === undefined ? {} : { body }) };
    const answer = await fetch(running.endpoint + path, init);
    expect(codeIn({ headers: answer.headers, text: await answer.text() })).toBe(code);
  });

  it.each([
    ['Basic dXNlcjpwYXNz', "Unsupported AWS 'algorithm': 'Basic'."],
    [
      'AWS4-HMAC-SHA256 SignedHeaders=host',
      "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter.",
    ],
    [
      'AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=x',
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c'",
    ],
    [
      'AWS4-HMAC-SHA256 Credential=a/b/here/dynamodb/aws4_request, SignedHeaders=host, Signature=x',
      "Credential should be scoped to a valid region, not 'here'.",
    ],
    [
      'AWS4-HMAC-SHA256 Credential=a/b/eu-central-1/dynamodb/aws5, SignedHeaders=host, Signature=x',
      "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'.",
    ],
  ])('with the malformed signature %s receives the reason', async (authorization, message) => {
    const headers = { ...requests.json.headers, authorization };
    const answer = await fetch(running.endpoint, { method: 'POST', headers, body: '{}' });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { __type: 'com.amazon.coral.service#IncompleteSignatureException', message },
    ]);
  });

  it.each(protocols)('is allowed as the administrator of an account, in %s', async (protocol) => {
    const answer = await sendSigned(running.endpoint, administrator(accountId), requests[protocol]);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a request to an AWS API', () => {
  const admin = administrator(accountId);

  it.each<[string, SignedRequest, number, string]>([
    [
      'json',
      { ...requests.json, headers: json('DynamoDB_20120810.MakeCoffee') },
      400,
      'UnknownOperationException',
    ],
    [
      'json of another service',
      { ...requests.json, headers: json('Other.ListTables') },
      400,
      'UnknownOperationException',
    ],
    ['query', { ...requests.query, body: 'Action=MakeCoffee' }, 400, 'InvalidAction'],
    ['ec2', { ...requests.ec2, body: 'Action=DescribeVpcs' }, 400, 'InvalidAction'],
    ['rest', { ...requests.rest, path: '/2015-03-31/coffee' }, 404, 'UnknownOperationException'],
    [
      'a service that is not emulated',
      { service: 'sqs', headers: json('AmazonSQS.SendMessage'), body: '{}' },
      400,
      'UnknownOperationException',
    ],
    [
      'a service with XML that is not emulated',
      { service: 's3', path: '/receipts/1.pdf', body: '' },
      501,
      'NotImplemented',
    ],
    [
      'another service with XML that is not emulated',
      { service: 'route53', path: '/2013-04-01/hostedzone', body: '' },
      501,
      'NotImplemented',
    ],
  ])('for an unsupported operation is rejected: %s', async (_name, request, status, code) => {
    const answer = await sendSigned(running.endpoint, admin, request);
    expect([answer.status, codeIn(answer)]).toEqual([status, code]);
    expect(answer.text).toContain('The sandbox does not support');
  });

  it.each(['', '{', '[]', '"x"', '{"TableName": 7}'])(
    'with the malformed body %j is a client error',
    async (body) => {
      const headers = json('DynamoDB_20120810.DescribeTable');
      const answer = await sendSigned(running.endpoint, admin, { ...requests.json, headers, body });
      expect([answer.status, codeIn(answer)]).toEqual([
        400,
        body === '' ? 'ValidationException' : 'SerializationException',
      ]);
    },
  );

  it('with a body that no service supports is rejected', async () => {
    const body = 'x'.repeat(16 * 1024 * 1024 + 1);
    const answer = await sendSigned(running.endpoint, admin, { ...requests.json, body });
    expect(answer.status).toBe(413);
  });

  it('for another Region finds an empty account', async () => {
    running.account.secretsmanager.putSecret({ arn: 'arn:x', name: 'x', value: 'x' });
    const list = {
      service: 'secretsmanager',
      headers: json('secretsmanager.ListSecrets'),
      body: '{}',
    };
    const here = await sendSigned(running.endpoint, admin, list);
    const there = await sendSigned(running.endpoint, admin, { ...list, region: 'us-east-1' });
    expect(here.text).toContain('"Name":"x"');
    expect(there.text).toBe('{"SecretList":[]}');
  });
});
