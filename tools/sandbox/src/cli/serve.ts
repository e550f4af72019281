/** Starts a sandbox, tells what it does, and stops it at Ctrl-C. */
import type { Sandbox } from '../sandbox';
import { findAssemblies } from '../assemblies';
import { parseOptions, usage, type Options } from './options';
import { noteLine, requestLine, startReport } from './report';

/**
 * @param workspaceRoot the folder of the workspace, where the assemblies and the data are.
 * @throws {Error} in words for the terminal.
 */
export async function serve(args: readonly string[], workspaceRoot: string): Promise<void> {
  const options = parseOptions(args, workspaceRoot);
  if (options.help) {
    process.stdout.write(usage);
    return;
  }
  const started = performance.now();
  outliveFaults();
  const starting = start(options, findAssemblies(workspaceRoot));
  const watching = starting.then((sandbox) => watch(sandbox, options, workspaceRoot, started));
  stopAtSignal(starting, watching);
  await watching;
}

/** Gives what stops watching. */
async function watch(
  sandbox: Sandbox,
  { dataDir }: Options,
  workspaceRoot: string,
  started: number,
): Promise<() => Promise<void>> {
  process.stdout.write(`${startReport(sandbox, performance.now() - started)}\n`);
  const { watchWorkspace } = await import('../watch/watch-workspace');
  const say = (line: string) => process.stdout.write(`${noteLine(line)}\n`);
  const stop = await watchWorkspace({ workspaceRoot, dataDir, sandbox, say });
  say('Watching apps/ and libs/: what is saved there runs at once');
  return stop;
}

async function start(options: Options, assemblies: readonly string[]): Promise<Sandbox> {
  // Loaded only now, so that a mistyped option is told at once.
  const sandbox = await import('../sandbox');
  return sandbox.Sandbox.start({
    assemblies,
    dataDir: options.dataDir,
    port: options.port,
    awsPort: options.awsPort,
    onAnswered: (...answered) => process.stdout.write(`${requestLine(...answered)}\n`),
    onProblem: (line) => process.stdout.write(`${noteLine(line)}\n`),
  });
}

/**
 * A fault that no caller could be answered for is of one request, or of none: three accounts do not end for
 * it. It is not hidden either: its stack is on the terminal, and the exit status at the end tells of it.
 */
function outliveFaults(): void {
  const tell = (error: unknown) => {
    process.exitCode = 1;
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`error: a fault of the sandbox, which goes on: ${told}\n`);
  };
  process.on('uncaughtException', tell).on('unhandledRejection', tell);
}

/** A second signal ends it at once, should stopping ever hang. */
function stopAtSignal(starting: Promise<Sandbox>, watching: Promise<() => Promise<void>>): void {
  const stop = async () => {
    const [sandbox, stopWatching] = await Promise.allSettled([starting, watching]);
    if (stopWatching.status === 'fulfilled') await stopWatching.value();
    if (sandbox.status === 'fulfilled') await sandbox.value.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void stop());
}
