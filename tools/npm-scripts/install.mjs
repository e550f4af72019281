/**
 * Ensures that the packages of the lockfile are installed: runs `npm ci` when one is missing or has another
 * version, as on a fresh clone or after a pull.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeVersionAdvice } from './node-version.mjs';

export const workspaceRoot = join(import.meta.dirname, '..', '..');

export function ensureInstalled() {
  assertNodeVersion();
  const missing = firstMissingPackage();
  if (!missing) return;
  console.log(`Installing packages (${missing} is missing or has another version)`);
  run('npm', ['ci', '--no-audit', '--no-fund']);
}

/** Runs a command with its output on the terminal; exits this process when it fails. */
export function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: workspaceRoot,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  if (error) console.error(`error: could not run ${command}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * Runs Nx without its daemon, so that no process remains, and without CDK's validation of synthesized
 * templates, which takes ten times as long as the synthesis itself and is run in CI.
 */
export function runNx(args) {
  run(join(workspaceRoot, 'node_modules', '.bin', 'nx'), args, {
    CDK_VALIDATION: 'false',
    NX_DAEMON: 'false',
    NX_TUI: 'false',
  });
}

function assertNodeVersion() {
  const { error, warning } = nodeVersionAdvice(process.versions.node);
  if (warning) console.warn(`warning: ${warning}`);
  if (error === undefined) return;
  console.error(`error: ${error}`);
  process.exit(1);
}

/** Compares with npm's hidden lockfile of installed packages; packages for other platforms are optional. */
function firstMissingPackage() {
  const installedFile = join(workspaceRoot, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return 'node_modules';
  const wanted = packagesOf(join(workspaceRoot, 'package-lock.json'));
  const installed = packagesOf(installedFile);
  return Object.keys(wanted).find(
    (path) =>
      path !== '' &&
      !wanted[path].optional &&
      !wanted[path].peer &&
      installed[path]?.version !== wanted[path].version,
  );
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
