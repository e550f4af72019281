/** Prepares the specs: bundles the sandbox, and deploys the real templates into a data folder. */
import { prepare } from '../case-runner';
import { bundledSandbox } from '../sandbox-bundle';
import { bundleFolder, preparedFolder } from './folders';

export default async function globalSetup(): Promise<void> {
  await prepare(await bundledSandbox(bundleFolder), preparedFolder);
}
