/** Runs commands that read secrets from a sandbox through the AWS SDK, such as `cdk synth`. */
import { refusedRead, type ReceivedTrace } from '@sandbox/core/refused-read';
import type { SandboxClient } from '@sandbox/core/sandbox-client';
import { exitOf, spawnAsUser, type Command } from './user-process';

/** A command failed, with its reason in its output; `trace` is the read that the sandbox refused it, if it did. */
export class FailedCommandError extends Error {
  override readonly name = 'FailedCommandError';

  constructor(
    message: string,
    readonly trace?: ReceivedTrace,
  ) {
    super(message);
  }
}

/**
 * Returns the variables that make the AWS SDK of a synthesis read secrets from a sandbox. It would warn
 * of an older Node.js for every stack.
 *
 * @param awsEndpoint where the AWS APIs answer, such as `http://127.0.0.1:4566`.
 */
export function readingFrom(awsEndpoint: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: awsEndpoint,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/**
 * Runs a command that reads from a sandbox; its output is this process's.
 *
 * @param problem what it means that the command fails.
 * @param signal ends the command.
 * @throws {FailedCommandError} when the command fails.
 */
export async function runReading(
  sandbox: SandboxClient,
  command: Command,
  problem: string,
  signal?: AbortSignal,
): Promise<void> {
  const began = new Date();
  const env = { ...process.env, ...readingFrom(sandbox.awsEndpoint) };
  signal?.throwIfAborted();
  const child = spawnAsUser(command, { stdio: 'inherit', env });
  const end = () => child.kill();
  signal?.addEventListener('abort', end);
  const status = await exitOf(child).finally(() => signal?.removeEventListener('abort', end));
  signal?.throwIfAborted();
  if (status === 0) return;
  throw new FailedCommandError(problem, await refusedRead(sandbox, began));
}
