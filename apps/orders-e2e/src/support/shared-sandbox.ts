/** The sandbox that all specs share, from the global setup to the global teardown. */
import {
  SandboxProcess,
  STOP_TIMEOUT_MS,
  temporaryFolder,
  type ReadySandbox,
} from './sandbox-process';
import type { Target } from './target';

interface Shared extends ReadySandbox {
  readonly removeFolder: () => void;
}

let shared: Shared | undefined;

/** Starts the sandbox in an empty folder. */
export async function startShared(): Promise<Target> {
  const folder = temporaryFolder();
  try {
    shared = { ...(await SandboxProcess.start(folder.path)), removeFolder: folder.remove };
  } catch (error) {
    folder.remove();
    throw error;
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, endInterrupted);
  return shared.target;
}

/**
 * Stops the sandbox as Ctrl-C or a supervisor does.
 *
 * @throws Error when it does not exit in time, with status 0 and without remaining processes
 */
export async function stopShared(): Promise<void> {
  if (shared === undefined) return;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, endInterrupted);
  const { process: sandbox, removeFolder } = shared;
  shared = undefined;
  sandbox.signal('SIGTERM');
  const { code, signal, remainingPids, stdout, stderr } = await sandbox.ended();
  removeFolder();
  if (code === 0 && remainingPids.length === 0 && stderr === '') return;
  throw new Error(
    `SIGTERM should end the sandbox within ${STOP_TIMEOUT_MS} ms with status 0, nothing on stderr and nothing ` +
      `left running. Status: ${code ?? signal ?? 'still running'}; left running: ${remainingPids.join(', ') || 'nothing'}.` +
      `\n${stdout.slice(-2_000)}${stderr}`,
  );
}

/** Kills the sandbox after Ctrl-C: it is in its own process group, so it would outlive the run. */
function endInterrupted(signal: NodeJS.Signals): void {
  shared?.process.killGroup();
  shared?.removeFolder();
  process.kill(process.pid, signal);
}
