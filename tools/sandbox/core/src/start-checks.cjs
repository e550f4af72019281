// @ts-check
/**
 * Checks whether a sandbox can start, before anything is installed, built or synthesized. Nothing is locked:
 * the sandbox checks again when it locks the folder and opens the ports.
 */
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');
const lock = require('../../kernel/src/files/folder-lock.cjs');

/**
 * @typedef {object} StartOptions
 * @property {number} port 0 for a free one
 * @property {number} awsPort 0 for a free one
 * @property {number} consolePort 0 for a free one
 * @property {string} dataDir absolute
 * @property {readonly string[]} apps cloud assembly folders, absolute
 */

/** Thrown for a port that is not available; the message says why, and what to do. */
class PortError extends Error {
  /** @override */
  name = 'PortError';
}

/** Thrown for a folder that is not a cloud assembly; the message says why, and what to specify. */
class AssemblyError extends Error {
  /** @override */
  name = 'AssemblyError';
}

/**
 * Checks that a sandbox could start with these options.
 *
 * @param {StartOptions} options
 * @throws {AssemblyError | lock.DataFolderError | PortError}
 */
async function checkStart({ port, awsPort, consolePort, dataDir, apps }) {
  apps.forEach(assertAssembly);
  lock.assertUsable(dataDir);
  lock.assertUnlocked(dataDir);
  await checkPort('--port', port);
  await checkPort('--aws-port', awsPort);
  await checkPort('--console-port', consolePort);
}

/** @param {string} folder absolute */
function assertAssembly(folder) {
  const problem = assemblyProblem(folder);
  if (problem === undefined) return;
  throw new AssemblyError(
    `${folder} ${problem}; --app must be the folder that cdk synth wrote, such as cdk.out`,
  );
}

/**
 * @param {string} folder
 * @returns {string | undefined} undefined when it is an assembly
 */
function assemblyProblem(folder) {
  const found = fs.statSync(folder, { throwIfNoEntry: false });
  if (!found) return 'does not exist';
  if (!found.isDirectory()) return 'is not a folder';
  if (fs.existsSync(path.join(folder, 'manifest.json'))) return undefined;
  const isApp = fs.existsSync(path.join(folder, 'cdk.json'));
  return isApp
    ? 'is the source of a CDK app, not its cloud assembly'
    : 'is not a cloud assembly (no manifest.json)';
}

/**
 * @param {string} option
 * @param {number} port
 */
async function checkPort(option, port) {
  const server = net.createServer();
  try {
    await new Promise((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', () => resolve(undefined));
    });
  } catch (error) {
    throw portError(option, port, error);
  }
  await new Promise((resolve) => server.close(resolve));
}

/**
 * Returns the error for a port that can't be listened on.
 *
 * @param {string} option the option that sets the port
 * @param {number} port
 * @param {unknown} error
 */
function portError(option, port, error) {
  return new PortError(
    `${reason(port, error)}; choose another with ${option} (0 uses a free port)`,
  );
}

/**
 * @param {number} port
 * @param {unknown} error
 */
function reason(port, error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code === 'EADDRINUSE') return `port ${port} is already in use`;
  if (code === 'EACCES') return `no permission to listen on port ${port}`;
  return message;
}

module.exports = { AssemblyError, PortError, checkStart, portError };
