/** Finds the Node.js version that functions run on in Lambda: that of the runtime `nodejs24.x`. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { progress } from '../benchmark';
import { installed } from './install';

const MAJOR = 24;
const VERSION = '24.21.0';

export interface NodeBinary {
  readonly path: string;
  readonly version: string;
}

/**
 * Returns a Node.js 24: the current one, or one from the npm registry. Returns the current Node.js of another
 * version when that can't be installed.
 */
export function lambdaNode(): NodeBinary {
  const present = { path: process.execPath, version: process.version };
  if (process.version.startsWith(`v${MAJOR}.`)) return present;
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${system}-${process.arch}`;
  try {
    const folder = installed('node', { [name]: VERSION });
    const path = join(folder, 'node_modules', name, 'bin', system === 'win' ? 'node.exe' : 'node');
    return { path, version: execFileSync(path, ['--version'], { encoding: 'utf8' }).trim() };
  } catch (error) {
    progress(`No Node.js ${MAJOR} for ${name}, using Node.js ${process.version}: ${String(error)}`);
    return present;
  }
}
