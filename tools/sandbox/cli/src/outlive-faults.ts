/** Handles errors that belong to no request. */
import { TerminalOutput } from './terminal-output';

/**
 * A fault that no caller could be answered for is of one request, or of none: three accounts do not end for
 * it. It is not hidden either: its stack is on the terminal, and the exit status at the end is 1.
 */
export function outliveFaults(): void {
  // A plain write to a reader that is gone, or a log on a full disk, would be a fault again, without end.
  const terminal = new TerminalOutput(process.stderr);
  const tell = (error: unknown) => {
    process.exitCode = 1;
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.print(`error: internal error; the sandbox continues: ${told}`);
  };
  process.on('uncaughtException', tell).on('unhandledRejection', tell);
}
