import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { curlOf } from './curl';

const places = { httpsPort: 8443, awsEndpoint: '', authorityFile: '/data/ca.pem' };
const request = { method: 'GET', host: 'food.localhost', path: '/v1', headers: [], body: '' };

describe('a request as a curl command', () => {
  it('has what curl does not do by itself', () => {
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

  it.each([
    ['DELETE', '', '-X DELETE'],
    ['GET', 'a body', '-X GET'],
    ['HEAD', '', '--head'],
  ])('names the method %s where curl would choose another', (method, body, option) => {
    expect(curlOf({ ...request, method, body }, places)).toContain(option);
  });

  it('is passed by a shell as it was, whatever is in it', () => {
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
