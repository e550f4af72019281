/** The built sandbox of a checkout, as a user runs it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Client, type Target } from './client';
import { ServerProcess } from './server-process';

const stateSchema = z.object({
  pid: z.number(),
  services: z.array(z.string()),
  authority: z.string(),
  aws: z.string(),
});

type State = z.output<typeof stateSchema>;

export class SandboxServer {
  private constructor(
    private readonly server: ServerProcess,
    private readonly state: State,
    /** Milliseconds from the start of the process to the first 200 response. */
    readonly firstAnswer: number,
  ) {}

  /**
   * Starts it and waits for the first 200.
   *
   * @param root of the checkout.
   * @param dataDir made when missing.
   */
  static async start(root: string, dataDir: string): Promise<SandboxServer> {
    const args = ['--port=0', '--aws-port=0', '--console-port=0', `--data-dir=${dataDir}`];
    const server = new ServerProcess({
      command: process.execPath,
      args: ['dist/tools/sandbox/main.cjs', ...args],
      cwd: root,
    });
    try {
      const { answer: state } = await server.until(() => readState(dataDir, server.pid));
      const client = new Client(targetOf(state), 1);
      const { milliseconds } = await server.until(() => isAnswered(client));
      client.close();
      return new SandboxServer(server, state, milliseconds);
    } catch (error) {
      await server.stop('SIGKILL');
      throw error;
    }
  }

  get output(): string {
    return this.server.output;
  }

  get pids(): readonly number[] {
    return [this.server.pid];
  }

  /** The food service. */
  get target(): Target {
    return targetOf(this.state);
  }

  /** URL of the AWS APIs. */
  get aws(): string {
    return this.state.aws;
  }

  stop(signal?: 'SIGINT' | 'SIGKILL'): Promise<void> {
    return this.server.stop(signal);
  }
}

/** Returns true, or undefined when the service does not respond with 200 yet. */
export async function isAnswered(client: Client): Promise<true | undefined> {
  try {
    await client.send({ method: 'GET', path: '/orders?limit=1', status: 200 });
    return true;
  } catch {
    return undefined;
  }
}

function targetOf({ services, authority }: State): Target {
  const url = services.find((one) => one.includes('//food.')) ?? '';
  return { url, authority: readFileSync(authority) };
}

/**
 * Returns undefined until the process has written its own state: an earlier process leaves its state behind.
 */
function readState(dataDir: string, pid: number): State | undefined {
  try {
    const text = readFileSync(join(dataDir, 'sandbox.json'), 'utf8');
    const state = stateSchema.parse(JSON.parse(text));
    return state.pid === pid ? state : undefined;
  } catch {
    return undefined;
  }
}
