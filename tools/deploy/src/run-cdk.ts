import { spawn } from 'node:child_process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs the workspace's CDK CLI in this process's folder and returns its exit code. A signal also reaches the
 * CLI, which is in the same process group; this process waits for it, so that its last lines are shown.
 * @throws Error when the CLI can't be started
 */
export async function runCdk(args: readonly string[]): Promise<number> {
  const wait = () => undefined;
  for (const signal of SIGNALS) process.on(signal, wait);
  const child = spawn(process.execPath, [require.resolve('aws-cdk/bin/cdk'), ...args], {
    stdio: 'inherit',
  });
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject).once('close', (status) => resolve(status ?? 1));
    });
  } finally {
    for (const signal of SIGNALS) process.off(signal, wait);
  }
}
