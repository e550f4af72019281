/** Runs the command that the command line names; without one, `serve`. */
import type { ReceivedTrace } from '@sandbox/front-doors/control-api/trace-schema';
import { USAGE_STATUS, UsageError } from './options.cjs';
import { serve } from './serve';
import type { Terminal } from './text';

type Command = (args: readonly string[], workspaceRoot: string) => Promise<void>;

/** Commands are loaded when they are used, so that a mistyped option is reported immediately. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  deploy: async () => (await import('./deploy')).deploy,
  destroy: async () => (await import('./deploy')).destroy,
  exec: async () => (await import('./exec')).exec,
  explain: async () => (await import('./explain')).explain,
  logs: async () => (await import('./logs')).logs,
};

/**
 * Runs a command. An error is printed to stderr, and determines the exit status.
 *
 * @param workspaceRoot the folder of the workspace, where the assemblies and the data are.
 * @returns whether this process serves requests now.
 */
export async function runCommandLine(
  args: readonly string[],
  workspaceRoot: string,
): Promise<boolean> {
  const [name = '', ...rest] = args;
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  try {
    if (!load) return await serve(args, workspaceRoot);
    await (
      await load()
    )(rest, workspaceRoot);
    return false;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const { fittedText, terminalOf } = await import('./text');
    const terminal = terminalOf(process.stderr);
    process.stderr.write(
      fittedText(`error: ${message}\n${await traceOf(error, terminal)}`, terminal.width),
    );
    process.exitCode = error instanceof UsageError ? USAGE_STATUS : 1;
    return false;
  }
}

/** Returns the trace of the refused request that caused an error, or an empty text for other errors. */
async function traceOf(error: unknown, terminal: Terminal): Promise<string> {
  const { trace } = Object(error) as { readonly trace?: ReceivedTrace };
  if (trace === undefined) return '';
  const { explanation } = await import('./explanation');
  return `\n${explanation(trace, terminal)}`;
}
