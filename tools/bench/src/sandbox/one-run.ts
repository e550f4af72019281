/** Starts a checkout's sandbox with a new data folder, and sends requests for some time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type Target } from '../servers/client';
import { SandboxServer } from '../servers/sandbox-server';

export interface Sample {
  /** Milliseconds from the start of the process to the first 200 response. */
  readonly firstAnswer: number;
  readonly requestsPerSecond: number;
}

export interface Load {
  readonly connections: number;
  readonly seconds: number;
}

/** @throws {Error} when the sandbox exits, does not respond, or responds with a status other than 200 */
export async function oneRun(root: string, load: Load): Promise<Sample> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-data-'));
  try {
    const sandbox = await SandboxServer.start(root, dataDir);
    try {
      const { firstAnswer, target } = sandbox;
      return { firstAnswer, requestsPerSecond: await throughput(target, load) };
    } finally {
      await sandbox.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function throughput(target: Target, { connections, seconds }: Load): Promise<number> {
  const client = new Client(target, connections);
  const started = performance.now();
  const end = started + seconds * 1000;
  let answered = 0;
  const worker = async () => {
    while (performance.now() < end) {
      await client.send({ method: 'GET', path: '/orders', status: 200 });
      answered += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, worker));
    return (answered * 1000) / (performance.now() - started);
  } finally {
    client.close();
  }
}
