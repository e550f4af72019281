// @ts-check
/**
 * Parses the sandbox's command line. JavaScript without dependencies, like everything that `npm start` runs
 * before it installs, builds or synthesizes anything.
 */
const path = require('node:path');
const util = require('node:util');
const environments = require('../../kernel/src/environment.cjs');

/**
 * @typedef {object} Options
 * @property {number} port
 * @property {number} awsPort
 * @property {number} consolePort
 * @property {string} dataDir absolute
 * @property {'pretty' | 'json' | 'off'} logs format of functions' logs on the terminal
 * @property {readonly string[]} inspect functions that debuggers connect to
 * @property {number} inspectPort port of the first inspector, 0 for free ports
 * @property {readonly string[]} apps cloud assemblies to run instead of the workspace's, absolute
 * @property {{ account: string, region: string } | undefined} environment of environment-agnostic stacks
 * @property {boolean} help
 */

/** Thrown for an invalid command line; the message says what would be valid. */
class UsageError extends Error {
  /** @override */
  name = 'UsageError';
}

const usage = `Usage: npm start -- [options]

  --port <number>          HTTPS port of the load balancer (default 8443; 0 uses a free port)
  --aws-port <number>      port of the AWS APIs (default 4566; 0 uses a free port)
  --console-port <number>  port of the console, a web page that shows requests and stacks
                           (default 8400; 0 uses a free port)
  --data-dir <folder>      folder for orders, certificates and state (default .sandbox)
  --logs <format>          format of the function logs under each request: pretty (default),
                           json (one object per line), off
  --inspect <names>        open Node's inspector for functions: food:place-order, food (all of a
                           service), all, or several separated by commas; timeouts are
                           suspended while a function is paused
  --inspect-port <n>       port of the first inspector (default 9229; 0 uses free ports)
  --app <cdk.out>          run this cloud assembly instead of the workspace's apps; repeatable.
                           It is the folder that cdk synth wrote, relative to the current folder
  --account <id>           account of environment-agnostic stacks in --app (default 000000000000)
  --region <region>        Region of environment-agnostic stacks in --app (default us-east-1)
  --help                   show this
`;

/** Exit status for an invalid command line, as in shells. */
const USAGE_STATUS = 2;

const MAX_PORT = 65_535;

/**
 * Parses the arguments after `npm start --`.
 *
 * @param {readonly string[]} args
 * @param {string} workspaceRoot the base of relative folders
 * @returns {Options}
 * @throws {UsageError} when an option is unknown, or has an invalid value
 */
function parseOptions(args, workspaceRoot) {
  const { values } = parse(args);
  const options = {
    port: portNumber('--port', values.port ?? '8443'),
    awsPort: portNumber('--aws-port', values['aws-port'] ?? '4566'),
    consolePort: portNumber('--console-port', values['console-port'] ?? '8400'),
    dataDir: dataDirOption(values['data-dir'], workspaceRoot),
    logs: logsOption(values.logs ?? 'pretty'),
    inspect: inspectOption(values.inspect ?? []),
    inspectPort: portNumber('--inspect-port', values['inspect-port'] ?? '9229'),
    apps: (values.app ?? []).map(appOption),
    environment: environmentOption(values),
    help: values.help ?? false,
  };
  assertPortsDiffer([
    ['--port', options.port],
    ['--aws-port', options.awsPort],
    ['--console-port', options.consolePort],
  ]);
  return options;
}

/**
 * @param {readonly (readonly [option: string, port: number])[]} ports
 * @throws {UsageError} when two ports are the same and not 0
 */
function assertPortsDiffer(ports) {
  ports.forEach(([option, port], index) => {
    const [same] = ports.slice(0, index).find(([, other]) => port !== 0 && other === port) ?? [];
    if (same) throw new UsageError(`${same} and ${option} must differ, but both are ${port}`);
  });
}

/** @param {readonly string[]} args */
function parse(args) {
  try {
    return util.parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        'aws-port': { type: 'string' },
        'console-port': { type: 'string' },
        'data-dir': { type: 'string' },
        logs: { type: 'string' },
        inspect: { type: 'string', multiple: true },
        'inspect-port': { type: 'string' },
        app: { type: 'string', multiple: true },
        account: { type: 'string' },
        region: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw usageError(error, 'npm start -- --help');
  }
}

/**
 * @param {string} value
 * @returns {Options['logs']}
 * @throws {UsageError} when the value is not a log format
 */
function logsOption(value) {
  if (value === 'pretty' || value === 'json' || value === 'off') return value;
  throw new UsageError(`--logs must be pretty, json or off, got "${value}"`);
}

/**
 * Returns the names that `--inspect` lists. Whether such functions exist is known only after the deployment.
 *
 * @param {readonly string[]} values
 * @throws {UsageError} when a name is empty
 */
function inspectOption(values) {
  const names = values.flatMap((value) => value.split(',')).map((name) => name.trim());
  if (!names.includes('')) return names;
  const example = '--inspect must name functions, such as food:place-order, or all';
  throw new UsageError(`${example}, got "${values.join(',')}"`);
}

/**
 * Returns an error of `parseArgs` as one line that refers to the help.
 *
 * @param {unknown} error
 * @param {string} help the command that shows it
 */
function usageError(error, help) {
  const parseError = /** @type {Error} */ (error);
  const [message = ''] = parseError.message.split(/\.? To specify|\.\n|\n/);
  return new UsageError(`${message}. See ${help}`);
}

/**
 * Returns the absolute path of `--data-dir` or its default.
 *
 * @param {string | undefined} value
 * @param {string} workspaceRoot
 * @throws {UsageError} when it is empty
 */
function dataDirOption(value, workspaceRoot) {
  if (value === '') throw new UsageError('--data-dir must be a folder, got ""');
  return path.resolve(workspaceRoot, value ?? '.sandbox');
}

/**
 * Returns the folder of `--app`, relative to the working directory, since it may be outside of the workspace.
 *
 * @param {string} value
 * @throws {UsageError} when it is empty
 */
function appOption(value) {
  if (value === '') throw new UsageError('--app must be a folder, got ""');
  return path.resolve(value);
}

/**
 * Returns the environment of environment-agnostic stacks, or undefined for the default.
 *
 * @param {{ account?: string | undefined, region?: string | undefined, app?: readonly string[] | undefined }} values
 * @throws {UsageError} when a value is invalid, or --app is missing
 */
function environmentOption({ account, region, app }) {
  if (account === undefined && region === undefined) return undefined;
  if (app === undefined) {
    const option = account === undefined ? '--region' : '--account';
    throw new UsageError(`${option} requires --app: the workspace's stacks specify their own`);
  }
  if (account !== undefined && !environments.isAccountId(account)) {
    throw new UsageError(`--account must have twelve digits, got "${account}"`);
  }
  if (region !== undefined && !environments.isRegion(region)) {
    throw new UsageError(`--region must be an AWS Region such as eu-central-1, got "${region}"`);
  }
  const { account: anyAccount, region: anyRegion } = environments.DEFAULT_ENVIRONMENT;
  return { account: account ?? anyAccount, region: region ?? anyRegion };
}

/**
 * Returns the --data-dir option for a shell command, or an empty text for the default folder.
 *
 * @param {string} dataDir absolute
 * @param {string} workspaceRoot
 */
function dataDirArgument(dataDir, workspaceRoot) {
  if (dataDir === dataDirOption(undefined, workspaceRoot)) return '';
  const isPlain = /^[\w@%+=:,./-]+$/.test(dataDir);
  return ` --data-dir=${isPlain ? dataDir : `'${dataDir.replaceAll("'", `'\\''`)}'`}`;
}

/**
 * @param {string} option
 * @param {string} value
 */
function portNumber(option, value) {
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= MAX_PORT) return port;
  throw new UsageError(`${option} must be a whole number from 0 to ${MAX_PORT}, got "${value}"`);
}

module.exports = {
  UsageError,
  USAGE_STATUS,
  usage,
  parseOptions,
  usageError,
  dataDirOption,
  dataDirArgument,
};
