/** Runs commands that read secrets where no sandbox runs. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sandbox } from '@sandbox/core/sandbox';
import { SandboxClient } from '@sandbox/core/sandbox-client';
import { removeIfPossible } from '@sandbox/kernel/files/private-files';
import { runReading } from './read-from-sandbox';
import type { Command } from './user-process';

/**
 * Runs a command that reads from a sandbox of its own, with some assemblies deployed, which ends with
 * the command and leaves nothing.
 *
 * @param signal ends the command.
 * @throws {FailedCommandError} when the command fails.
 * @throws {Error} when the assemblies can't be deployed.
 */
export async function runReadingAlone(
  assemblies: readonly string[],
  command: Command,
  signal?: AbortSignal,
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-exec-'));
  try {
    const ports = { port: 0, awsPort: 0, warmUp: false };
    const sandbox = await Sandbox.start({ assemblies, dataDir, ...ports });
    const problem = `${command[0]} failed`;
    const client = SandboxClient.find(dataDir);
    await runReading(client, command, problem, signal).finally(() => sandbox.stop());
  } finally {
    removeIfPossible(dataDir);
  }
}
