import { runningLambdas } from '../testing/running-lambda';
import { MAX_PAYLOAD_BYTES } from './payload-limit';
import { RuntimeApi } from './runtime-api';

const runLambda = runningLambdas();

/** Answers with where its Runtime API is, which no function needs to tell. */
const source = `export const handler = async (event) => event.wait
  ? new Promise((resolve) => setTimeout(resolve, event.wait, 'its own'))
  : process.env.AWS_LAMBDA_RUNTIME_API;`;

const VERSION = '/2018-06-01/runtime';

const nobody = () => undefined;
const events = {
  onReady: nobody,
  onResponse: nobody,
  onError: nobody,
  onInitError: nobody,
  onStranger: nobody,
  resolves: () => false,
};

describe("a function's Runtime API", () => {
  it('gives an invocation to nobody but its process, and takes no answer from others', async () => {
    const { invoke, said } = runLambda(source);
    const [, api] = await invoke();
    const [address = '', secret = ''] = String(api).split('/');
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    const answered = invoke({ wait: 300 });
    const wrong = secret.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    for (const prefix of ['', `/${wrong}`, `/${secret.slice(1)}`, `//${secret}`, `/${secret}/..`]) {
      const url = `http://${address}${prefix}${VERSION}`;
      const next = await fetch(`${url}/invocation/next`);
      const forged = await fetch(`${url}/invocation/x/response`, { method: 'POST', body: '"x"' });
      expect([prefix, next.status, forged.status]).toEqual([prefix, 403, 403]);
    }
    expect(await answered).toEqual(['response', 'its own']);
    const refused = said.filter((line) => line.startsWith('Refused'));
    expect(refused).toHaveLength(10);
    expect(refused[0]).toBe(
      "Refused a call to the Runtime API of f: its path did not contain the function's secret",
    );
  });

  it('keeps no more of an answer than shows that it is too large', async () => {
    const onResponse = jest.fn();
    const api = new RuntimeApi({ ...events, onResponse });
    const url = `http://${await api.start()}${VERSION}/invocation/1/response`;
    await fetch(url, { method: 'POST', body: 'x'.repeat(20 * 1024 * 1024) });
    api.stop();
    const [[, payload]] = onResponse.mock.calls as [[string, string]];
    expect(payload.length).toBeGreaterThan(MAX_PAYLOAD_BYTES);
    expect(payload.length).toBeLessThan(MAX_PAYLOAD_BYTES + 1024 * 1024);
  });

  it('has another secret for each environment', async () => {
    const apis = [new RuntimeApi(events), new RuntimeApi(events)];
    const secrets = await Promise.all(apis.map(async (api) => (await api.start()).split('/')[1]));
    for (const api of apis) api.stop();
    expect(new Set(secrets).size).toBe(2);
  });

  it('is in no argument of the process', async () => {
    const { invoke } = runLambda(
      `export const handler = async () => process.argv.concat(process.execArgv)
        .filter((text) => text.includes(process.env.AWS_LAMBDA_RUNTIME_API.split('/')[1]));`,
    );
    expect(await invoke()).toEqual(['response', []]);
  });

  it.each(['../code.handler', 'a/../../handler.handler', '..handler'])(
    'loads no handler outside of its code: %s',
    async (handler) => {
      const [kind, error] = await runLambda(source, { handler }).invoke();
      expect([kind, error]).toMatchObject(['error', { errorType: 'Runtime.MalformedHandlerName' }]);
    },
  );
});
