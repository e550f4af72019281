/** `explain`: tells of the running sandbox why it refused a request, hop by hop. */
import { SandboxClient, type ReceivedRequest } from '@sandbox/core/sandbox-client';
import { parseCommand } from './command-options';
import { explanation } from './explanation';
import { UsageError } from './options.cjs';
import { fittedText, terminalOf, type Terminal } from './text';

export const explainUsage = `Usage: npm run explain -- [<request id>] [options]

Tells the way of a request through the running sandbox: each hop, and which statement or rule of which
construct decided it; what the function answered, and what it logged. Without a request ID it tells of the latest request that was refused.

  <request id>         from the sandbox's line of the request, or the answer's header
                       x-amzn-requestid; its beginning will do, and so will a trace ID
  --data-dir <folder>  the data folder of the sandbox (default .sandbox)
  --help               show this
`;

const HELP = 'npm run explain -- --help';
/** How many refused requests are listed where an ID is unknown. */
const LISTED = 10;

/** A request that the sandbox does not know, or no longer; the message lists the last refused ones. */
export class UnknownRequestError extends Error {
  override readonly name = 'UnknownRequestError';
}

/**
 * Writes the explanation to the terminal.
 *
 * @param args the command line after `explain`.
 * @param workspaceRoot the folder of the workspace, where the data are.
 * @throws {UsageError | UnknownRequestError | NotRunningError} in words for the terminal.
 */
export async function explain(args: readonly string[], workspaceRoot: string): Promise<void> {
  const { positionals, dataDir, help } = parseCommand(args, workspaceRoot, HELP);
  if (help) {
    process.stdout.write(explainUsage);
    return;
  }
  const [requestId, ...more] = positionals;
  if (more.length > 0) {
    throw new UsageError(`one request ID is explained at a time. See ${HELP}`);
  }
  const sandbox = SandboxClient.find(dataDir);
  const terminal = terminalOf(process.stdout);
  const text = await explained(sandbox, requestId, terminal);
  process.stdout.write(fittedText(text, terminal.width));
}

async function explained(
  sandbox: SandboxClient,
  wanted: string | undefined,
  terminal: Terminal,
): Promise<string> {
  const requests = await sandbox.requests({ refused: true, limit: LISTED });
  const id = wanted ?? requests[0]?.requestId;
  if (id === undefined) return 'No request has been refused since the sandbox started.\n';
  const trace = await sandbox.explain(id);
  if (trace) return explanation(trace, terminal);
  throw new UnknownRequestError(
    [`the sandbox knows no request ${id}, or no longer`, ...listed(requests)].join('\n'),
  );
}

function listed(requests: readonly ReceivedRequest[]): readonly string[] {
  if (requests.length === 0) return ['No request has been refused since it started.'];
  return [
    'Refused last:',
    ...requests.map(
      ({ requestId, startedAt, status, request, refusal }) =>
        `  ${startedAt.slice(11, 19)}  ${requestId}  ${status ?? '...'}  ${request}  [${refusal?.name ?? ''}]`,
    ),
  ];
}
