/** Starts a sandbox, tells what it does, and stops it at Ctrl-C. */
import type { Sandbox } from '../sandbox';
import { findAssemblies } from './assemblies';
import { parseOptions, usage, type Options } from './options';
import { requestLine, startReport } from './report';

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
  const starting = start(options, findAssemblies(workspaceRoot));
  stopAtSignal(starting);
  const sandbox = await starting;
  process.stdout.write(`${startReport(sandbox, performance.now() - started)}\n`);
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
  });
}

/** A second signal ends it at once, should stopping ever hang. */
function stopAtSignal(starting: Promise<Sandbox>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      starting.then(
        (sandbox) => sandbox.stop(),
        () => undefined,
      );
    });
  }
}
