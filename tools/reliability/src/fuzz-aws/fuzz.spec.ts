import { SandboxProcess } from '../support/sandbox-process';
import { fuzz } from './fuzz';

const SEED = 7;

describe('the AWS port', () => {
  let sandbox: SandboxProcess;

  beforeAll(async () => {
    sandbox = await SandboxProcess.start();
  }, 60_000);

  afterAll(() => sandbox.stop());

  it('responds to malformed calls without an internal error', async () => {
    const endpoint = sandbox.awsEndpoint;
    const { statuses, failures } = await fuzz({ endpoint, calls: 300, seed: SEED });
    expect(failures).toEqual([]);
    // Calls reach an operation, input validation or the protocol's parser: a wrong endpoint would have none
    // of these statuses.
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 403, 404]));
    expect(sandbox.isRunning).toBe(true);
  }, 30_000);
});
