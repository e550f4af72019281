/** The sandbox that all specs share; it lives from the global setup to the global teardown. */
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

/** Starts it in an empty folder. */
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
 * Ends it as Ctrl-C or a supervisor does.
 * @throws Error when it does not end by itself in time, with success, leaving nothing behind
 */
export async function stopShared(): Promise<void> {
  if (shared === undefined) return;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, endInterrupted);
  const { process: sandbox, removeFolder } = shared;
  shared = undefined;
  sandbox.signal('SIGTERM');
  const { code, signal, leftOver, stdout, stderr } = await sandbox.ended();
  removeFolder();
  if (code === 0 && leftOver.length === 0 && stderr === '') return;
  throw new Error(
    `SIGTERM should end the sandbox within ${STOP_TIMEOUT_MS} ms with status 0, nothing on stderr and nothing ` +
      `left running. Status: ${code ?? signal ?? 'still running'}; left running: ${leftOver.join(', ') || 'nothing'}.` +
      `\n${stdout.slice(-2_000)}${stderr}`,
  );
}

/** The sandbox is in a process group of its own, so it would outlive a run that Ctrl-C ends. */
function endInterrupted(signal: NodeJS.Signals): void {
  shared?.process.killGroup();
  shared?.removeFolder();
  process.kill(process.pid, signal);
}
