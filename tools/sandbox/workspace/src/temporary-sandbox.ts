/** Runs commands that read secrets while no sandbox is running. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sandbox } from '@sandbox/core/sandbox';
import { SandboxClient } from '@sandbox/core/sandbox-client';
import { removeIfPossible } from '@sandbox/kernel/files/private-files';
import { runWithSandboxSecrets } from './sandbox-secrets';
import type { Command } from './user-process';

/**
 * Runs a command with a temporary sandbox that has some assemblies deployed. The sandbox stops with the
 * command, and its data is deleted.
 *
 * @param signal stops the command.
 * @throws {FailedCommandError} when the command fails.
 * @throws {Error} when the assemblies can't be deployed.
 */
export async function runWithTemporarySandbox(
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
    await runWithSandboxSecrets(client, command, problem, { signal }).finally(() => sandbox.stop());
  } finally {
    removeIfPossible(dataDir);
  }
}
