/** `explain`: shows hop by hop why the running sandbox refused a request. */
import { SandboxClient, type ReceivedRequest } from '@sandbox/core/sandbox-client';
import { parseCommand } from './command-options';
import { explanation } from './explanation';
import { UsageError } from './options.cjs';
import { fittedText, terminalOf, type Terminal } from './text';

export const explainUsage = `Usage: npm run explain -- [<request id>] [options]

Explains a request to the running sandbox: each hop, and which statement or rule of which
construct decided it, what the function returned, and what it logged. Without a request ID, it
explains the latest refused request.

  <request id>         from the line of the request, or from the response header
                       x-amzn-requestid; a prefix or a trace ID also works
  --data-dir <folder>  the data folder of the sandbox (default .sandbox)
  --help               show this
`;

const HELP = 'npm run explain -- --help';
/** Number of refused requests that are listed when an ID is unknown. */
const LISTED = 10;

/**
 * Thrown for a request that the sandbox does not know, or no longer keeps; the message lists the last refused
 * ones.
 */
export class UnknownRequestError extends Error {
  override readonly name = 'UnknownRequestError';
}

/**
 * Writes the explanation to the terminal.
 *
 * @param args the command line after `explain`.
 * @param workspaceRoot the folder of the workspace, where the data are.
 * @throws {UsageError | UnknownRequestError | NotRunningError} with a message for the terminal
 */
export async function explain(args: readonly string[], workspaceRoot: string): Promise<void> {
  const { positionals, dataDir, help } = parseCommand(args, workspaceRoot, HELP);
  if (help) {
    process.stdout.write(explainUsage);
    return;
  }
  const [requestId, ...more] = positionals;
  if (more.length > 0) {
    throw new UsageError(`specify one request ID only. See ${HELP}`);
  }
  const sandbox = SandboxClient.find(dataDir);
  const terminal = terminalOf(process.stdout);
  const text = await explained(sandbox, requestId, terminal);
  process.stdout.write(fittedText(text, terminal.width));
}

async function explained(
  sandbox: SandboxClient,
  requestId: string | undefined,
  terminal: Terminal,
): Promise<string> {
  const requests = await sandbox.requests({ refused: true, limit: LISTED });
  const id = requestId ?? requests[0]?.requestId;
  if (id === undefined) return 'No request has been refused since the sandbox started.\n';
  const trace = await sandbox.explain(id);
  if (trace) return explanation(trace, terminal);
  throw new UnknownRequestError(
    [`unknown request ${id}; only recent requests are kept`, ...listed(requests)].join('\n'),
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
