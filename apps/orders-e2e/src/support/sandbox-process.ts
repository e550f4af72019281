/**
 * A sandbox as users start it: in a separate process, observed only by its output, its `sandbox.json` and its
 * exit status. It leads a process group, so that remaining child processes are detected.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { services } from './services';
import type { Target } from './target';

const WORKSPACE_ROOT = resolve(__dirname, '../../../..');
const START_TIMEOUT_MS = 30_000;
/** Time limit for a stopped sandbox to exit with all of its child processes. */
export const STOP_TIMEOUT_MS = 5_000;
const POLL_MS = 20;

const stateSchema = z.object({
  pid: z.number(),
  services: z.array(z.url()),
  authority: z.string(),
});

/** How a process has ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Processes of its group that were still running after the time to clean up. */
  readonly remainingPids: readonly number[];
}

/** Options of the process, for tests of its command line. */
export interface SpawnOptions {
  /** Run it as another user. @default this one */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** A running process of the sandbox's command line, ready or not. */
export class SandboxProcess {
  private readonly child: ChildProcess;
  private readonly output = { stdout: '', stderr: '' };
  private readonly closed: Promise<unknown>;

  constructor(args: readonly string[], { user }: SpawnOptions = {}) {
    this.child = spawn(process.execPath, ['dist/tools/sandbox/main.cjs', ...args], {
      cwd: WORKSPACE_ROOT,
      // Nx forces colours in child processes.
      env: { ...process.env, FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      ...user,
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => this.keep('stdout', text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => this.keep('stderr', text));
    this.closed = once(this.child, 'close');
  }

  /**
   * Starts a sandbox on free ports and waits until it responds.
   *
   * @throws Error with the process's output when it does not become ready; no process remains then
   */
  static async start(dataFolder: string): Promise<ReadySandbox> {
    const sandbox = new SandboxProcess(onFreePorts(dataFolder));
    const target = await sandbox.ready(dataFolder);
    if (target !== undefined) return { process: sandbox, target };
    sandbox.signal('SIGKILL');
    const { code, stdout, stderr } = await sandbox.ended();
    throw new Error(
      `The sandbox did not start (exit status ${code ?? 'none: timed out'}). Its output:\n${stdout}${stderr}`,
    );
  }

  /** Sends a signal only to the process, as `kill` does, unless it has exited. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Kills the process and its child processes without waiting, after an interrupted run. */
  killGroup(): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    for (const member of groupMembers(pid)) process.kill(member, 'SIGKILL');
  }

  /** Waits until the process and its child processes have exited; kills those that remain. */
  async ended(timeoutMs = STOP_TIMEOUT_MS): Promise<Ending> {
    const deadline = Date.now() + timeoutMs;
    await Promise.race([this.closed, sleep(timeoutMs, undefined, { ref: false })]);
    const remainingPids = await this.remainingPids(deadline);
    this.killGroup();
    const { exitCode: code, signalCode: signal } = this.child;
    return { code, signal, ...this.output, remainingPids };
  }

  private async remainingPids(deadline: number): Promise<readonly number[]> {
    const { pid } = this.child;
    if (pid === undefined) return [];
    for (;;) {
      const members = groupMembers(pid);
      if (members.length === 0 || Date.now() > deadline) return members;
      await sleep(POLL_MS);
    }
  }

  /** Returns undefined when the process exits, or takes too long. */
  private async ready(dataFolder: string): Promise<Target | undefined> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (
      this.child.exitCode === null &&
      this.child.signalCode === null &&
      Date.now() < deadline
    ) {
      const state = readState(dataFolder);
      // A killed sandbox leaves its file behind, so only a file of this process counts.
      if (state?.pid === this.child.pid && state !== undefined) return targetOf(state, dataFolder);
      await sleep(POLL_MS);
    }
    return undefined;
  }

  private keep(stream: 'stdout' | 'stderr', text: string): void {
    this.output[stream] = (this.output[stream] + text).slice(-100_000);
  }
}

/** A sandbox that is ready. */
export interface ReadySandbox {
  readonly process: SandboxProcess;
  readonly target: Target;
}

/** Returns arguments that don't conflict with other sandboxes. */
export function onFreePorts(dataFolder: string): readonly string[] {
  return ['--port', '0', '--aws-port', '0', '--console-port', '0', '--data-dir', dataFolder];
}

/** Returns an empty folder, and a function that removes it. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(realpathSync(tmpdir()), 'orders-e2e-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

function readState(dataFolder: string): z.infer<typeof stateSchema> | undefined {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(join(dataFolder, 'sandbox.json'), 'utf8')));
  } catch {
    // The file does not exist yet, or is being written.
    return undefined;
  }
}

function targetOf(state: z.infer<typeof stateSchema>, sandboxFolder: string): Target {
  const urls = services.map(({ name }) => {
    const url = state.services.find((candidate) =>
      new URL(candidate).hostname.startsWith(`${name}.`),
    );
    if (url === undefined) throw new Error(`sandbox.json names no URL of ${name}`);
    return [name, url] as const;
  });
  return {
    urls: Object.fromEntries(urls),
    caFile: resolve(WORKSPACE_ROOT, state.authority),
    sandboxFolder,
  };
}

/** Returns the processes of a group, without zombies. */
function groupMembers(group: number): readonly number[] {
  if (!groupExists(group)) return [];
  return execFileSync('ps', ['-A', '-o', 'pid=,pgid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, pgid, stat]) => Number(pgid) === group && stat?.startsWith('Z') === false)
    .map(([pid]) => Number(pid));
}

function groupExists(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
