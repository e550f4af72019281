/** `logs`: prints log lines of functions in the running sandbox, the last ones or continuously. */
import type { ReceivedLogs } from '@sandbox/front-doors/control-api/trace-schema';
import { printable } from '@sandbox/kernel/printable';
import { SandboxClient } from '@sandbox/core/sandbox-client';
import { parseCommand } from './command-options';
import { coldStartLines, logLines } from './log-lines';
import { UsageError } from './options.cjs';
import { clock } from './report';
import { TerminalOutput } from './terminal-output';
import { coloured, fitted, terminalOf, type Terminal } from './text';

export const logsUsage = `Usage: npm run logs -- [options] [<service>|<service>:<function>]...

Shows the last log lines of all functions of the running sandbox, or of those named, such
as food or food:place-order.

  --follow             continue with new lines until Ctrl-C
  --lines <number>     number of lines (default 50, at most 4000)
  --data-dir <folder>  the data folder of the sandbox (default .sandbox)
  --help               show this
`;

const HELP = 'npm run logs -- --help';
const DEFAULT_LINES = 50;
const MAX_LINES = 4000;
/** Number of lines per request while following. */
const BATCH = 500;

type ReceivedLine = ReceivedLogs['lines'][number];

/**
 * Writes the lines to the terminal.
 *
 * @param args the command line after `logs`.
 * @param workspaceRoot the folder of the workspace, where the data are.
 * @param signal stops following
 * @throws {UsageError | UnknownNameError | NotRunningError} with a message for the terminal
 */
export async function logs(
  args: readonly string[],
  workspaceRoot: string,
  signal?: AbortSignal,
): Promise<void> {
  const { positionals, dataDir, help, values } = parseCommand(args, workspaceRoot, HELP, {
    lines: { type: 'string' },
    follow: { type: 'boolean' },
  });
  if (help) {
    process.stdout.write(logsUsage);
    return;
  }
  const limit = lineCount(values['lines']);
  const sandbox = SandboxClient.find(dataDir);
  const output = new TerminalOutput(process.stdout);
  const print = ({ lines }: ReceivedLogs) => {
    const terminal = terminalOf(process.stdout);
    for (const line of lines) output.print(() => lineText(line, terminal));
  };
  let received = await sandbox.logs({ functions: positionals, limit });
  print(received);
  if (values['follow'] !== true) {
    if (received.lines.length === 0) process.stdout.write('No function has logged anything yet.\n');
    return;
  }
  while (signal?.aborted !== true) {
    received = await sandbox.logs({
      functions: positionals,
      after: received.last,
      limit: BATCH,
    });
    print(received);
  }
}

/** @throws {UsageError} when the value is not a valid number of lines */
function lineCount(value: unknown): number {
  if (typeof value !== 'string') return DEFAULT_LINES;
  const count = Number(value);
  if (/^\d+$/.test(value) && count >= 1 && count <= MAX_LINES) return count;
  const range = `a whole number from 1 to ${MAX_LINES}`;
  throw new UsageError(`--lines must be ${range}, got "${value}". See ${HELP}`);
}

/** Returns a line as it is shown under a request, after the time. */
function lineText(line: ReceivedLine, terminal: Terminal): string {
  const { at, coldStart, requestId } = line;
  const time = coloured('dim', clock(new Date(at)), terminal);
  const id = requestId === undefined ? '' : `  ${coloured('dim', shortId(requestId), terminal)}`;
  const width = { ...terminal, width: Infinity };
  const [first = '', ...rest] =
    coldStart === undefined
      ? logLines(line, line, 0, width)
      : coldStartLines(line, coldStart, 0, width);
  return [`${time}${id}  ${first}`, ...rest]
    .flatMap((each) => fitted(each, terminal.width, 4))
    .join('\n');
}

/** Returns the prefix of a request ID that `explain` needs to find it. */
function shortId(requestId: string): string {
  return printable(requestId.slice(0, 8));
}
