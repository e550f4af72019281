/** The sandbox's command line. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  readonly port: number;
  readonly awsPort: number;
  readonly dataDir: string;
  readonly help: boolean;
}

/** A command line that can't be understood; the message says what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const usage = `Usage: npm start -- [options]

  --port <number>      HTTPS port of the load balancer (default 8443, 0 takes a free one)
  --aws-port <number>  port of the AWS APIs (default 4566, 0 takes a free one)
  --data-dir <folder>  where orders, certificates and state are kept (default .sandbox)
  --help               show this
`;

const MAX_PORT = 65_535;

/** @throws {UsageError} at an unknown option or a value that makes no sense. */
export function parseOptions(args: readonly string[], workspaceRoot: string): Options {
  const { values } = parse(args);
  return {
    port: portNumber('--port', values.port ?? '8443'),
    awsPort: portNumber('--aws-port', values['aws-port'] ?? '4566'),
    dataDir: dataDirOption(values['data-dir'], workspaceRoot),
    help: values.help ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        'aws-port': { type: 'string' },
        'data-dir': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw usageError(error, 'npm start -- --help');
  }
}

/** What `parseArgs` threw, in one line that points to the help. */
export function usageError(error: unknown, help: string): UsageError {
  const [message = ''] = (error as Error).message.split(/\.? To specify|\.\n|\n/);
  return new UsageError(`${message}. See ${help}`);
}

/**
 * The folder that `--data-dir` names, or its default; functions run in it, so its path is absolute.
 *
 * @throws {UsageError} where it is empty.
 */
export function dataDirOption(value: string | undefined, workspaceRoot: string): string {
  return resolve(workspaceRoot, folderName(value ?? '.sandbox'));
}

function portNumber(option: string, value: string): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= MAX_PORT) return port;
  throw new UsageError(`${option} must be a whole number from 0 to ${MAX_PORT}, got "${value}"`);
}

function folderName(value: string): string {
  if (value !== '') return value;
  throw new UsageError('--data-dir must name a folder, got ""');
}
