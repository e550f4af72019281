/**
 * How long it takes from Enter to being told what keeps a command from running: of `npm start`, and of
 * deployments to the sandbox and to stages that are not there, beyond what Nx takes to start.
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
  /** What the command says. */
  readonly says: string;
}

const start = (...args: readonly string[]): Refusal['command'] => ['npm', 'start', '--', ...args];
const nx = (...args: readonly string[]): Refusal['command'] => [
  process.execPath,
  join(WORKSPACE_ROOT, 'node_modules/nx/dist/bin/nx.js'),
  ...args,
];

function starts(folder: string, taken: number): readonly Refusal[] {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  return [
    { name: '--help', command: start('--help'), says: 'Usage: npm start' },
    { name: 'unknown option', command: start('--prot'), says: "Unknown option '--prot'" },
    { name: 'port abc', command: start('--port', 'abc'), says: 'got "abc"' },
    { name: 'port 70000', command: start('--port', '70000'), says: 'got "70000"' },
    {
      name: 'port taken',
      command: start('--port', `${taken}`),
      says: `port ${taken} is already in use`,
    },
    {
      name: 'folder is a file',
      command: start('--port=0', '--aws-port=0', '--console-port=0', '--data-dir', file),
      says: 'it is not a folder',
    },
  ];
}

const deployments: readonly Refusal[] = [
  {
    name: 'deploy, no sandbox',
    command: nx('run', 'food-service:deploy', '-c', 'sandbox', '--data-dir=/nowhere'),
    says: 'no sandbox is running',
  },
  {
    name: 'destroy, no sandbox',
    command: nx('run', 'food-service:destroy', '-c', 'sandbox', '--data-dir=/nowhere'),
    says: 'no sandbox is running',
  },
  {
    name: 'destroy, wrong stage',
    command: nx('run', 'food-service:destroy', '-c', 'stagin'),
    says: "no stage 'stagin'",
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
        `\n\nNx itself takes ${itself.toFixed(0)} ms, which its commands' figures are without.\n` +
        `Goal: at most ${GOAL} ms: ${rows.every(({ isMet }) => isMet) ? 'met' : 'missed'}.\n`,
    );
    process.exitCode = rows.every(({ isMet }) => isMet) ? 0 : 1;
  } finally {
    holder.close();
    rmSync(folder, { recursive: true });
  }
}

function row({ name, command, says }: Refusal, without: number) {
  const took = quickest(() => run(command, says)) - without;
  return { text: `  ${name.padEnd(22)}${took.toFixed(0).padStart(6)} ms`, isMet: took <= GOAL };
}

/** Milliseconds. Of the rounds the quickest: the others also tell what else the machine did. */
function quickest(once: () => void): number {
  const samples = Array.from({ length: ROUNDS }, () => {
    const since = performance.now();
    once();
    return performance.now() - since;
  });
  return Math.min(...samples);
}

/** @throws {Error} when the command does not say so. */
function run([command, ...args]: Refusal['command'], says: string): void {
  const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' };
  const { stdout, stderr } = spawnSync(command, args, {
    cwd: WORKSPACE_ROOT,
    encoding: 'utf8',
    env,
  });
  if ((stdout + stderr).includes(says)) return;
  throw new Error(`${args.join(' ')} did not say "${says}":\n${stdout}${stderr}`);
}

void main();
