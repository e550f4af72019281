/** The folders that `global-setup` creates for the specs, in the workspace's output folder. */
import { join, resolve } from 'node:path';

const output = resolve(__dirname, '../../../../dist/tools/sandbox-fidelity');

export const bundleFolder = join(output, 'bundle');
export const preparedFolder = join(output, 'prepared');
