/** Functions are started in advance, and the start of the sandbox does not wait for them. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { twoAccounts } from '@sandbox/engine/testing/two-accounts';
import { send } from '@sandbox/kernel/testing/https-client';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { Sandbox } from './sandbox';

const folders = temporaryFolders();

/**
 * Returns a handler that, when it is loaded, creates the file `loading` and waits for the file `loaded` in a
 * folder.
 */
const handlerThatWaits = (folder: string) => `
import { existsSync, writeFileSync } from 'node:fs';
writeFileSync('${join(folder, 'loading')}', '');
while (!existsSync('${join(folder, 'loaded')}')) await new Promise((resolve) => setTimeout(resolve, 10));
export const handler = async () => ({ statusCode: 200, body: '' });`;

async function started(warmUp?: boolean) {
  const files = folders();
  const sandbox = await Sandbox.start({
    assemblies: twoAccounts(folders, { handler: handlerThatWaits(files) }),
    dataDir: folders(),
    port: 0,
    awsPort: 0,
    ...(warmUp === undefined ? {} : { warmUp }),
  });
  return {
    sandbox,
    isLoading: () => existsSync(join(files, 'loading')),
    load: () => writeFileSync(join(files, 'loaded'), ''),
  };
}

describe('the start of a sandbox', () => {
  it('starts a function in advance, and serves requests as soon as it has loaded', async () => {
    const { sandbox, isLoading, load } = await started();
    try {
      while (!isLoading()) await sleep(10);
      const answered = send(sandbox.authorityFile, `${sandbox.serviceUrls[0]}/orders`);
      load();
      expect((await answered).status).toBe(200);
    } finally {
      await sandbox.stop();
    }
  });

  it('reports when the functions have loaded', async () => {
    const { sandbox, isLoading, load } = await started();
    try {
      let loaded = false;
      const functionsLoaded = sandbox.functionsLoaded.then(() => (loaded = true));
      while (!isLoading()) await sleep(10);
      expect(loaded).toBe(false);
      load();
      await functionsLoaded;
    } finally {
      await sandbox.stop();
    }
  });

  it('does not start a function in advance if that is disabled', async () => {
    const { sandbox, isLoading } = await started(false);
    await sleep(100);
    await sandbox.stop();
    expect(isLoading()).toBe(false);
  });

  it('can be followed by a stop while functions are loading', async () => {
    const { sandbox, isLoading } = await started();
    while (!isLoading()) await sleep(10);
    await expect(sandbox.stop()).resolves.toBeUndefined();
  });
});
