import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { consumer, twoAccounts } from '@sandbox/engine/testing/two-accounts';
import { send } from '@sandbox/kernel/testing/https-client';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { Sandbox } from './sandbox';

const folders = temporaryFolders();

describe('damaged files in a data folder', () => {
  const running: Sandbox[] = [];

  async function start(dataDir: string, printed: string[] = []): Promise<Sandbox> {
    const assemblies = twoAccounts(folders);
    const print = (line: string) => printed.push(line);
    const sandbox = await Sandbox.start({
      ...{ assemblies, dataDir, port: 0, awsPort: 0, print },
      warmUp: false,
    });
    running.push(sandbox);
    return sandbox;
  }

  afterEach(() => Promise.all(running.map((sandbox) => sandbox.stop())));

  it('are reported at the start, and moved aside', async () => {
    const dataDir = folders();
    await (await start(dataDir)).stop();
    for (const file of ['sandbox.json', 'ca.pem', `${consumer}/revoked-rules.json`]) {
      writeFileSync(join(dataDir, file), '{"cut": o');
    }
    const printed: string[] = [];
    const sandbox = await start(dataDir, printed);
    const [state, rules] = ['sandbox.json', `${consumer}/revoked-rules.json`].map((file) =>
      join(dataDir, file),
    );
    expect(printed).toEqual([
      'The certificate authority was damaged and was replaced: clients that trust ' +
        `${sandbox.authorityFile} must trust the new one`,
      `${state} can't be used (it is not JSON). Nothing is lost: it is written at every start. ` +
        `It is kept as ${state}.unreadable`,
      `${rules} can't be used (it is not JSON), so the rules that were revoked from default security ` +
        `groups apply again until their stacks are recreated. It was moved to ${rules}.unreadable`,
    ]);
    expect(sandbox.problems).toEqual([]);
    const answer = await send(sandbox.authorityFile, `${sandbox.serviceUrls[0] ?? ''}/tables`);
    expect(answer.body).toEqual({ code: 'ROUTE.NOT_FOUND' });
  });
});
