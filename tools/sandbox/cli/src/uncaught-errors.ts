/** Handles errors that do not belong to a request. */
import { TerminalOutput } from './terminal-output';

/**
 * Keeps the process running after an uncaught error, since it concerns at most one request. Its stack is
 * printed, and the exit status is 1 at the end.
 */
export function handleUncaughtErrors(): void {
  // A plain write to a closed pipe or a full disk would throw again, in an endless loop.
  const terminal = new TerminalOutput(process.stderr);
  const report = (error: unknown) => {
    process.exitCode = 1;
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.print(`error: internal error; the sandbox continues: ${stack}`);
  };
  process.on('uncaughtException', report).on('unhandledRejection', report);
}
