/** Once before all specs: the bundle that they run, and a data folder to start from. */
import { prepare } from '../case-runner';
import { bundledSandbox } from '../sandbox-bundle';
import { bundleFolder, preparedFolder } from './folders';

export default async function globalSetup(): Promise<void> {
  await prepare(await bundledSandbox(bundleFolder), preparedFolder);
}
