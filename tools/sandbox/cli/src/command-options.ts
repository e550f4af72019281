/** Parses the command line of a command that calls a running sandbox. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { dataDirOption, usageError } from './options.cjs';

/** Options by name, as `parseArgs` takes them. */
type OwnOptions = NonNullable<ParseArgsConfig['options']>;

export interface CommandOptions {
  readonly positionals: readonly string[];
  /** The data folder of the sandbox, absolute. */
  readonly dataDir: string;
  readonly help: boolean;
  /** Values of the command's own options. */
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * @param workspaceRoot the folder of the workspace, where the data are.
 * @param help the command that shows the usage, for errors
 * @param own options of the command itself
 * @throws {UsageError} when an option is unknown, or --data-dir is empty
 */
export function parseCommand(
  args: readonly string[],
  workspaceRoot: string,
  help: string,
  own: OwnOptions = {},
): CommandOptions {
  const { values, positionals } = parse(args, help, own);
  const dataDir = dataDirOption(values['data-dir'], workspaceRoot);
  return { positionals, dataDir, help: values.help ?? false, values };
}

function parse(args: readonly string[], help: string, own: OwnOptions) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...own,
        'data-dir': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw usageError(error, help);
  }
}
