/** Runs commands that read secrets from a sandbox through the AWS SDK, such as `cdk synth`. */
import { refusedRead, type ReceivedTrace } from '@sandbox/core/refused-read';
import type { SandboxClient } from '@sandbox/core/sandbox-client';
import { exitOf, spawnAsUser, type Command } from './user-process';

/** Thrown when a command fails; `trace` is the trace of a refused read of a secret, if there is one. */
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
 * Returns the environment variables that make the AWS SDK read secrets from a sandbox, and silence its
 * warning about older Node.js versions, which it would print for every stack.
 *
 * @param awsEndpoint such as `http://127.0.0.1:4566`.
 */
export function secretsEnvironment(awsEndpoint: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: awsEndpoint,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/** Options of a command. */
export interface RunOptions {
  /** Ends the command. @default never */
  readonly signal?: AbortSignal | undefined;
  /** Additional environment variables. @default none */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a command that reads secrets from a sandbox, with inherited standard streams.
 *
 * @param problem the message of the error if the command fails.
 * @throws {FailedCommandError} when the command fails.
 */
export async function runWithSandboxSecrets(
  sandbox: SandboxClient,
  command: Command,
  problem: string,
  { signal, env: additional }: RunOptions = {},
): Promise<void> {
  const began = new Date();
  const env = { ...process.env, ...additional, ...secretsEnvironment(sandbox.awsEndpoint) };
  signal?.throwIfAborted();
  const child = spawnAsUser(command, { stdio: 'inherit', env });
  const end = () => child.kill();
  signal?.addEventListener('abort', end);
  const status = await exitOf(child).finally(() => signal?.removeEventListener('abort', end));
  signal?.throwIfAborted();
  if (status === 0) return;
  throw new FailedCommandError(problem, await refusedRead(sandbox, began));
}
