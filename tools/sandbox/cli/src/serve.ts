/**
 * Starts a sandbox, prints what it does, and stops it on Ctrl-C. Runs the workspace's apps and watches their
 * sources, or runs the cloud assemblies that the command line names.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '@sandbox/core/sandbox';
import type { Synthesis } from '@sandbox/core/syntheses';
import { checkStart } from '@sandbox/core/start-checks.cjs';
import { reasonOf } from '@sandbox/kernel/one-line';
import { appOfStack, findAssemblies } from '@sandbox/workspace/assemblies';
import { dataDirArgument, parseOptions, usage, type Options } from './options.cjs';
import { noteLine, startReport } from './report';
import { RequestOutput } from './request-output';
import { handleUncaughtErrors } from './uncaught-errors';
import { TerminalOutput } from './terminal-output';
import { terminalOf } from './text';

/**
 * @param workspaceRoot the folder of the workspace, where the assemblies and the data are.
 * @returns whether it serves requests now; false when only the help was printed.
 * @throws {Error} with a message for the terminal
 */
export async function serve(args: readonly string[], workspaceRoot: string): Promise<boolean> {
  const options = parseOptions(args, workspaceRoot);
  if (options.help) {
    process.stdout.write(usage);
    return false;
  }
  await checkStart(options);
  const started = performance.now();
  handleUncaughtErrors();
  const output = new TerminalOutput(process.stdout);
  const starting = start(options, workspaceRoot, output);
  const watching = starting.then((sandbox) =>
    watch(sandbox, { options, workspaceRoot, started, output }),
  );
  stopAtSignal(starting, watching);
  await watching;
  return true;
}

/** Maximum milliseconds that the first build waits for functions, of which one may hang. */
const MOST_DELAY = 2000;

/** Output folder of `nx run sandbox-console:build`. */
const CONSOLE_FOLDER = 'dist/tools/sandbox-console';

interface Watched {
  readonly options: Options;
  readonly workspaceRoot: string;
  /** Start time, from `performance.now()`. */
  readonly started: number;
  readonly output: TerminalOutput;
}

/** Returns the current terminal, since the window's width may change. */
const terminal = () => terminalOf(process.stdout);

/**
 * Watches the sources. The first build waits for the functions, since both use all processors and the first
 * requests need the functions.
 *
 * @returns a function that stops watching, which may be called before the watch is ready
 */
async function watch(
  sandbox: Sandbox,
  { options: { apps, dataDir }, workspaceRoot, started, output }: Watched,
): Promise<() => Promise<void>> {
  const folder = dataDirArgument(dataDir, workspaceRoot);
  const explain = `npm run explain${folder === '' ? '' : ` --${folder}`}`;
  output.print(startReport(sandbox, performance.now() - started, explain, terminal()));
  if (apps.length > 0) return () => Promise.resolve();
  const { watchWorkspace } = await import('@sandbox/workspace/watch-workspace');
  const print = (line: string) => {
    sandbox.note(line);
    output.print(noteLine(line, terminal()));
  };
  const { functionsLoaded } = sandbox;
  const idle = Promise.race([functionsLoaded, sleep(MOST_DELAY, undefined, { ref: false })]);
  try {
    const watching = watchWorkspace({ workspaceRoot, dataDir, sandbox, print, idle });
    let stopped = false;
    void watching.ready.then(() => {
      if (!stopped) print('Watching apps/ and libs/: saved changes take effect immediately');
    });
    return () => {
      stopped = true;
      return watching.stop();
    };
  } catch (error) {
    print(`apps/ and libs/ are not watched: ${reasonOf(error)}`);
    return () => Promise.resolve();
  }
}

async function start(
  options: Options,
  workspaceRoot: string,
  output: TerminalOutput,
): Promise<Sandbox> {
  // Loaded only now, so that a mistyped option is reported immediately.
  const sandbox = await import('@sandbox/core/sandbox');
  const { openApiDocuments } = await import('@sandbox/workspace/openapi-documents');
  const isWorkspace = options.apps.length === 0;
  const requests = new RequestOutput(output, options.logs, terminal);
  const assemblies = isWorkspace ? findAssemblies(workspaceRoot) : options.apps;
  return sandbox.Sandbox.start({
    assemblies,
    ...(isWorkspace && { synthesis: await synthesisOf(options, workspaceRoot) }),
    dataDir: options.dataDir,
    ...(options.environment && { environment: options.environment }),
    port: options.port,
    awsPort: options.awsPort,
    console: {
      port: options.consolePort,
      folder: join(workspaceRoot, CONSOLE_FOLDER),
      sourceRoot: workspaceRoot,
      document: openApiDocuments(workspaceRoot),
    },
    ...(options.inspect.length > 0 && {
      inspect: { functions: options.inspect, port: options.inspectPort },
    }),
    onAnswered: (trace) => requests.answered(trace),
    onInvocation: (invocation) => requests.invoked(invocation),
    print: (line) => output.print(noteLine(line, terminal())),
  });
}

/** Returns the synthesis of the workspace's apps; other apps are deployed as they are. */
async function synthesisOf({ dataDir }: Options, workspaceRoot: string): Promise<Synthesis> {
  const { resynthesize } = await import('@sandbox/workspace/synthesize');
  const folder = dataDirArgument(dataDir, workspaceRoot);
  return {
    synthesize: (assembly, awsEndpoint) => resynthesize(assembly, { awsEndpoint }),
    deployCommand: (stackName) => `npx nx run ${appOfStack(stackName)}:deploy -c sandbox${folder}`,
  };
}

/** A second signal ends the process immediately, in case stopping hangs. */
function stopAtSignal(starting: Promise<Sandbox>, watching: Promise<() => Promise<void>>): void {
  const stop = async () => {
    const [sandbox, stopWatching] = await Promise.allSettled([starting, watching]);
    try {
      if (stopWatching.status === 'fulfilled') await stopWatching.value();
    } finally {
      if (sandbox.status === 'fulfilled') await sandbox.value.stop();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void stop());
}
