/** `exec`: runs a command that reads secrets, such as a synthesis, with a temporary sandbox. */
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runWithTemporarySandbox } from '@sandbox/workspace/temporary-sandbox';
import { usageError, UsageError } from './options.cjs';

const HELP = 'exec --help';

export const execUsage = `Usage: node dist/tools/sandbox/main.cjs exec --app <cdk.out> -- <command> [arguments]

Starts a temporary sandbox, deploys cloud assemblies into it, runs a command whose AWS SDK reads
secrets from it (AWS_ENDPOINT_URL_SECRETS_MANAGER), and stops both. It needs no running sandbox and
keeps no data.

  --app <cdk.out>  a cloud assembly to deploy; repeatable
  --help           show this
`;

interface ExecOptions {
  readonly apps: readonly string[];
  readonly command: readonly [program: string, ...args: string[]];
}

/**
 * @param args the command line after `exec`.
 * @throws {UsageError | FailedCommandError} with a message for the terminal
 */
export async function exec(args: readonly string[]): Promise<void> {
  const options = parseExec(args);
  if (options === 'help') {
    process.stdout.write(execUsage);
    return;
  }
  const { apps, command } = options;
  const { signal, forget } = untilSignal();
  const shown = apps.map((folder) => relative(process.cwd(), folder)).join(', ');
  process.stdout.write(
    `${command[0]} reads secrets from a temporary sandbox that contains only ${shown}\n`,
  );
  try {
    await runWithTemporarySandbox(apps, command, signal);
  } finally {
    forget();
  }
}

/** A signal stops the command first, then the sandbox. */
function untilSignal(): { readonly signal: AbortSignal; readonly forget: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort(new Error('interrupted'));
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.once(name, abort);
  return {
    signal: controller.signal,
    forget: () => signals.forEach((name) => process.removeListener(name, abort)),
  };
}

function parseExec(args: readonly string[]): ExecOptions | 'help' {
  const end = args.indexOf('--');
  const { app: apps = [], help } = parse(end === -1 ? args : args.slice(0, end));
  if (help === true) return 'help';
  if (apps.length === 0 || apps.includes('')) {
    throw new UsageError(`--app must be the folder that cdk synth wrote. See ${HELP}`);
  }
  const [program, ...rest] = end === -1 ? [] : args.slice(end + 1);
  if (program === undefined) throw new UsageError(`a command is required after --. See ${HELP}`);
  return { apps: apps.map((folder) => resolve(folder)), command: [program, ...rest] };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        app: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw usageError(error, HELP);
  }
}
