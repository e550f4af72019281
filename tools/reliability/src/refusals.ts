/**
 * Measures how long commands take to report why they can't run: `npm start`, and deployments to a missing
 * sandbox or stage, without the time that Nx takes to start.
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const WORKSPACE_ROOT = resolve(__dirname, '../../..');

/** Milliseconds. */
const GOAL = 1000;

const ROUNDS = 3;

interface Refusal {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** The expected message. */
  readonly message: string;
}

const start = (...args: readonly string[]): Refusal['command'] => ['npm', 'start', '--', ...args];
const nx = (...args: readonly string[]): Refusal['command'] => [
  process.execPath,
  join(WORKSPACE_ROOT, 'node_modules/nx/dist/bin/nx.js'),
  ...args,
];

function starts(folder: string, usedPort: number): readonly Refusal[] {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  return [
    { name: '--help', command: start('--help'), message: 'Usage: npm start' },
    { name: 'unknown option', command: start('--prot'), message: "Unknown option '--prot'" },
    { name: 'port abc', command: start('--port', 'abc'), message: 'got "abc"' },
    { name: 'port 70000', command: start('--port', '70000'), message: 'got "70000"' },
    {
      name: 'port usedPort',
      command: start('--port', `${usedPort}`),
      message: `port ${usedPort} is already in use`,
    },
    {
      name: 'folder is a file',
      command: start('--port=0', '--aws-port=0', '--console-port=0', '--data-dir', file),
      message: 'it is not a folder',
    },
  ];
}

const deployments: readonly Refusal[] = [
  {
    name: 'deploy, no sandbox',
    command: nx('run', 'food-service:deploy', '-c', 'sandbox', '--data-dir=/nowhere'),
    message: 'no sandbox is running',
  },
  {
    name: 'destroy, no sandbox',
    command: nx('run', 'food-service:destroy', '-c', 'sandbox', '--data-dir=/nowhere'),
    message: 'no sandbox is running',
  },
  {
    name: 'destroy, wrong stage',
    command: nx('run', 'food-service:destroy', '-c', 'stagin'),
    message: "no stage 'stagin'",
  },
];

async function main(): Promise<void> {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const folder = mkdtempSync(join(tmpdir(), 'refusals-'));
  try {
    const { port } = holder.address() as AddressInfo;
    const itself = quickest(() => run(nx('show', 'projects'), 'food-service'));
    const rows = [
      ...starts(folder, port).map((one) => row(one, 0)),
      ...deployments.map((one) => row(one, itself)),
    ];
    process.stdout.write(
      `From Enter to the message, the quickest of ${ROUNDS}, Node.js ${process.version}\n\n` +
        rows.map(({ text }) => text).join('\n') +
        `\n\nNx itself takes ${itself.toFixed(0)} ms, which is subtracted from the figures of its commands.\n` +
        `Goal: at most ${GOAL} ms: ${rows.every(({ isMet }) => isMet) ? 'met' : 'missed'}.\n`,
    );
    process.exitCode = rows.every(({ isMet }) => isMet) ? 0 : 1;
  } finally {
    holder.close();
    rmSync(folder, { recursive: true });
  }
}

function row({ name, command, message }: Refusal, without: number) {
  const took = quickest(() => run(command, message)) - without;
  return { text: `  ${name.padEnd(22)}${took.toFixed(0).padStart(6)} ms`, isMet: took <= GOAL };
}

/** Returns the milliseconds of the fastest round: slower ones also include other load of the machine. */
function quickest(once: () => void): number {
  const samples = Array.from({ length: ROUNDS }, () => {
    const since = performance.now();
    once();
    return performance.now() - since;
  });
  return Math.min(...samples);
}

/** @throws {Error} when the command does not print the message */
function run([command, ...args]: Refusal['command'], message: string): void {
  const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' };
  const { stdout, stderr } = spawnSync(command, args, {
    cwd: WORKSPACE_ROOT,
    encoding: 'utf8',
    env,
  });
  if ((stdout + stderr).includes(message)) return;
  throw new Error(`${args.join(' ')} did not print "${message}":\n${stdout}${stderr}`);
}

void main();
