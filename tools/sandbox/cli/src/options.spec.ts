import { join } from 'node:path';
import { dataDirArgument, parseOptions, UsageError } from './options.cjs';

const root = '/workspace';

describe("the sandbox's command line", () => {
  it('resolves a data folder relative to the workspace', () => {
    expect(parseOptions(['--data-dir', 'tmp/data'], root).dataDir).toBe('/workspace/tmp/data');
  });

  it('has defaults for all options', () => {
    expect(parseOptions([], root)).toEqual({
      port: 8443,
      awsPort: 4566,
      consolePort: 8400,
      dataDir: '/workspace/.sandbox',
      logs: 'pretty',
      inspect: [],
      inspectPort: 9229,
      apps: [],
      environment: undefined,
      help: false,
    });
  });

  it('accepts ports and a folder', () => {
    const args = ['--port', '0', '--aws-port=65535', '--console-port=9', '--data-dir', '/tmp/data'];
    expect(parseOptions(args, root)).toMatchObject({
      port: 0,
      awsPort: 65_535,
      consolePort: 9,
      dataDir: '/tmp/data',
    });
  });

  it('resolves cloud assemblies relative to the working directory', () => {
    const args = ['--app', 'other/cdk.out', '--app=/tmp/cdk.out'];
    expect(parseOptions(args, root).apps).toEqual([
      join(process.cwd(), 'other/cdk.out'),
      '/tmp/cdk.out',
    ]);
  });

  it.each([
    [['--account=111111111111'], { account: '111111111111', region: 'us-east-1' }],
    [['--region', 'eu-west-1'], { account: '000000000000', region: 'eu-west-1' }],
  ])('accepts an environment for environment-agnostic stacks: %j', (args, environment) => {
    expect(parseOptions(['--app=cdk.out', ...args], root).environment).toEqual(environment);
  });

  it.each([
    [['--app=a', '--account=1234'], '--account must have twelve digits, got "1234"'],
    [
      ['--app=a', '--region=Frankfurt'],
      '--region must be an AWS Region such as eu-central-1, got "Frankfurt"',
    ],
    [
      ['--account=111111111111'],
      "--account requires --app: the workspace's stacks specify their own",
    ],
    [['--region=eu-west-1'], "--region requires --app: the workspace's stacks specify their own"],
  ])('rejects %j', (args, message) => {
    expect(() => parseOptions(args, root)).toThrow(new UsageError(message));
  });

  it.each(['pretty', 'json', 'off'])('accepts the log format %s', (format) => {
    expect(parseOptions(['--logs', format], root).logs).toBe(format);
  });

  it.each(['', 'on', 'JSON', 'true'])('rejects the log format "%s"', (format) => {
    const act = () => parseOptions([`--logs=${format}`], root);
    expect(act).toThrow(new UsageError(`--logs must be pretty, json or off, got "${format}"`));
  });

  it.each([
    [['--inspect=food:place-order'], ['food:place-order']],
    [
      ['--inspect', 'food, beverage:get-order', '--inspect=all'],
      ['food', 'beverage:get-order', 'all'],
    ],
  ])('accepts the functions of %j', (args, functions) => {
    expect(parseOptions(args, root).inspect).toEqual(functions);
  });

  it.each(['', 'food,', ','])('rejects "%s" for functions', (value) => {
    expect(() => parseOptions([`--inspect=${value}`], root)).toThrow(
      new UsageError(
        `--inspect must name functions, such as food:place-order, or all, got "${value}"`,
      ),
    );
  });

  it('rejects an app without a name', () => {
    expect(() => parseOptions(['--app='], root)).toThrow('--app must be a folder, got ""');
  });

  it.each(['--help', '-h'])('prints the help with %s', (argument) => {
    expect(parseOptions([argument], root).help).toBe(true);
  });

  it.each(['65536', '-1', '1.5', '0x10', '1e3', ' 1', 'http', ''])(
    'rejects the port "%s"',
    (value) => {
      for (const option of ['--port', '--aws-port', '--console-port', '--inspect-port']) {
        const act = () => parseOptions([`${option}=${value}`], root);
        expect(act).toThrow(UsageError);
        expect(act).toThrow(`${option} must be a whole number from 0 to 65535, got "${value}"`);
      }
    },
  );

  it.each([
    ['--port', '--aws-port'],
    ['--port', '--console-port'],
    ['--aws-port', '--console-port'],
  ])('rejects the same port for %s and %s, unless it is 0', (one, other) => {
    const both = (port: string) => parseOptions([one, port, other, port], root);
    expect(() => both('9000')).toThrow(`${one} and ${other} must differ, but both are 9000`);
    expect(() => both('0')).not.toThrow();
  });

  it('adds the data folder to suggested commands, unless it is the default', () => {
    expect(dataDirArgument('/workspace/.sandbox', root)).toBe('');
    expect(dataDirArgument('/tmp/data', root)).toBe(' --data-dir=/tmp/data');
    expect(dataDirArgument('/tmp/my data', root)).toBe(" --data-dir='/tmp/my data'");
  });

  it('rejects a folder without a name', () => {
    expect(() => parseOptions(['--data-dir='], root)).toThrow(
      '--data-dir must be a folder, got ""',
    );
  });

  it.each([
    [['--prot', '1'], "Unknown option '--prot'"],
    [['--port'], "Option '--port <value>' argument missing"],
    [['--help=yes'], "Option '-h, --help' does not take an argument"],
    [['serve'], "Unexpected argument 'serve'. This command does not take positional arguments"],
    [['--port', '-1'], "Option '--port' argument is ambiguous"],
    [['--data-dir', '--help'], "Option '--data-dir' argument is ambiguous"],
  ])('rejects %j in one line that points to the help', (args, message) => {
    expect(() => parseOptions(args, root)).toThrow(
      new UsageError(`${message}. See npm start -- --help`),
    );
  });
});
