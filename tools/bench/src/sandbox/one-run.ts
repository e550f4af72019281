/** One start of a checkout's sandbox, with a new data folder, and a while of requests. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds until a sandbox must have answered. */
const PATIENCE = 120_000;
const POLL = 5;

export interface Sample {
  /** Milliseconds from the start of the process to the first answer 200. */
  readonly firstAnswer: number;
  readonly requestsPerSecond: number;
}

export interface Load {
  readonly connections: number;
  readonly seconds: number;
}

/** @throws {Error} when the sandbox ends, does not answer, or answers other than 200. */
export async function oneRun(root: string, load: Load): Promise<Sample> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-data-'));
  const args = ['--port=0', '--aws-port=0', `--data-dir=${dataDir}`];
  const started = performance.now();
  const child = spawn(process.execPath, ['dist/tools/sandbox/main.cjs', ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const closed = once(child, 'close');
  let agent: Agent | undefined;
  try {
    const file = join(dataDir, 'sandbox.json');
    while (!existsSync(file)) {
      if (child.exitCode !== null || performance.now() - started > PATIENCE) {
        throw new Error(`the sandbox of ${root} did not start`);
      }
      await sleep(POLL);
    }
    const { services, authority } = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly services: readonly string[];
      readonly authority: string;
    };
    const url = new URL(`${services.find((one) => one.includes('//food.')) ?? ''}/orders`);
    agent = new Agent({ keepAlive: true, ca: readFileSync(authority) });
    await ask(url, agent);
    const firstAnswer = performance.now() - started;
    return { firstAnswer, requestsPerSecond: await throughput(url, agent, load) };
  } finally {
    agent?.destroy();
    child.kill('SIGINT');
    await closed;
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function throughput(url: URL, agent: Agent, { connections, seconds }: Load): Promise<number> {
  const started = performance.now();
  const end = started + seconds * 1000;
  let answered = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < end) {
        await ask(url, agent);
        answered += 1;
      }
    }),
  );
  return (answered * 1000) / (performance.now() - started);
}

/** @throws {Error} at another status than 200. */
function ask({ hostname, port, pathname: path }: URL, agent: Agent): Promise<void> {
  const headers = { host: hostname };
  const options = { host: '127.0.0.1', port, path, servername: hostname, headers, agent };
  return new Promise((resolve, reject) => {
    get(options, (response) => {
      response.resume().on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`GET ${path} answered ${response.statusCode}`));
      });
    }).on('error', reject);
  });
}
