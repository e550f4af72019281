import { hostName, twoAccounts } from '@sandbox/engine/testing/two-accounts';
import { send } from '@sandbox/kernel/testing/https-client';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { NotRunningError } from './running-state.cjs';
import { Sandbox } from './sandbox';
import { SandboxClient } from './sandbox-client';

const folders = temporaryFolders();
const dataDir = folders();
let sandbox: Sandbox;

beforeAll(async () => {
  const assemblies = twoAccounts(folders);
  sandbox = await Sandbox.start({ assemblies, dataDir, port: 0, awsPort: 0 });
});

afterAll(() => sandbox.stop());

const ask = (host: string) =>
  send(sandbox.authorityFile, `${sandbox.serviceUrls[0] ?? ''}/orders`, { host });

describe('a sandbox', () => {
  it('has no refused request at first', () => {
    expect([sandbox.explain(), sandbox.requests()]).toEqual([undefined, []]);
  });

  it('explains a request in its own process and to a client', async () => {
    await ask('tea.orders.localhost');
    await ask(hostName);
    const [passed, refused] = sandbox.requests({ limit: 2 });
    expect([passed?.status, refused?.status]).toEqual([200, 404]);
    expect(sandbox.requests({ refused: true })).toEqual([refused]);
    const explained = sandbox.explain();
    expect(explained).toMatchObject({ requestId: refused?.requestId, status: 404 });
    expect(sandbox.explain(passed?.requestId)).toMatchObject({ status: 200, outcome: 'passed' });
    const client = SandboxClient.find(dataDir);
    expect(await client.explain(refused?.requestId ?? '')).toEqual(explained);
    const refusal = { name: 'load balancer', detail: explained?.hops.at(-1)?.detail };
    expect(await client.requests({ refused: true })).toMatchObject([{ status: 404, refusal }]);
  });

  it('returns undefined for an unknown request', async () => {
    const traces = [sandbox.explain('none'), await SandboxClient.find(dataDir).explain('none')];
    expect(traces).toEqual([undefined, undefined]);
  });

  it('is found by its data folder only', () => {
    expect(() => SandboxClient.find(folders())).toThrow(NotRunningError);
  });
});
