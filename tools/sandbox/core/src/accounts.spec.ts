import { consumer, service, twoAccounts } from '@sandbox/engine/testing/two-accounts';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { Sandbox } from './sandbox';

const folders = temporaryFolders();

it('are listed in the order of their IDs, whichever was added first', async () => {
  const sandbox = await Sandbox.start({
    assemblies: [...twoAccounts(folders)].reverse(),
    dataDir: folders(),
    port: 0,
    awsPort: 0,
    warmUp: false,
  });
  const listed = sandbox.accountList.map(({ id }) => id);
  await sandbox.stop();
  expect(listed).toEqual([consumer, service]);
});
