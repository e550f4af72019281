import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { curlOf } from './curl';

const places = { httpsPort: 8443, awsEndpoint: '', authorityFile: '/data/ca.pem' };
const request = { method: 'GET', host: 'food.localhost', path: '/v1', headers: [], body: '' };

describe('a request as a curl command', () => {
  it('contains headers that curl does not add itself', () => {
    const command = curlOf(
      {
        ...request,
        method: 'POST',
        headers: [
          ['host', 'food.localhost:8443'],
          ['user-agent', 'curl/8'],
          ['content-type', 'application/json'],
          ['x-empty', ''],
        ],
        body: '{"a":"it\'s"}',
      },
      places,
    );
    expect(command.split(' \\\n  ')).toEqual([
      'curl --cacert /data/ca.pem https://food.localhost:8443/v1',
      "-H 'content-type: application/json'",
      "-H 'x-empty;'",
      String.raw`--data-binary '{"a":"it'\''s"}'`,
    ]);
  });

  it('signs with the credentials in the environment if the API requires signatures', () => {
    const signed = [
      'curl --cacert /data/ca.pem https://food.localhost:8443/v1',
      '--aws-sigv4 aws:amz:eu-west-1:execute-api',
      '--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"',
      '-H "x-amz-security-token: $AWS_SESSION_TOKEN"',
    ];
    expect(curlOf(request, places, 'eu-west-1').split(' \\\n  ')).toEqual(signed);
    const credential = 'Credential=ASIA/20261126/eu-west-1/execute-api/aws4_request';
    const headers = [
      ['Authorization', `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0`],
      ['X-Amz-Date', '20261126T000000Z'],
      ['x-amz-security-token', 'token'],
    ] as const;
    expect(curlOf({ ...request, headers }, places).split(' \\\n  ')).toEqual(signed);
  });

  it('keeps a bearer token', () => {
    const headers = [['authorization', 'Bearer x']] as const;
    expect(curlOf({ ...request, headers }, places)).toContain("-H 'authorization: Bearer x'");
  });

  it.each([
    ['DELETE', '', '-X DELETE'],
    ['GET', 'a body', '-X GET'],
    ['HEAD', '', '--head'],
  ])('names the method %s if curl would choose another', (method, body, option) => {
    expect(curlOf({ ...request, method, body }, places)).toContain(option);
  });

  it('is quoted for the shell, whatever it contains', () => {
    const noNull = fc.string().filter((text) => !text.includes('\0') && text !== '');
    fc.assert(
      fc.property(noNull, (body) => {
        const command = curlOf({ ...request, body }, places).replace(/^curl /, 'printf "%s\\0" ');
        const passed = execFileSync('sh', ['-c', command]).toString().split('\0');
        expect(passed.at(-2)).toBe(Buffer.from(body).toString());
      }),
      { numRuns: 40 },
    );
  });
});
