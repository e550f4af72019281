/** Another local Lambda that runs the functions of the food service, with dynalite as DynamoDB. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { installed, type Dependencies } from '../peers/install';
import { Client, type Target } from './client';
import { Dynalite } from './dynalite';
import { freePort } from './free-port';
import { isAnswered } from './sandbox-server';
import { ServerProcess } from './server-process';

/** A folder with an app, and the port at which its functions expect DynamoDB. */
export interface PeerApp {
  readonly folder: string;
  readonly dynamoDbPort: number;
}

/**
 * Creates the folder of an app, which does not exist yet, and installs its packages.
 *
 * @param name of the packages' folder
 */
export async function newPeerApp(
  folder: string,
  name: string,
  dependencies: Dependencies,
): Promise<PeerApp> {
  const packages = installed(name, dependencies);
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(packages, 'node_modules'), join(folder, 'node_modules'));
  return { folder, dynamoDbPort: await freePort() };
}

export interface PeerProps {
  /** Of Node.js, in the app's folder. */
  readonly args: readonly string[];
  /** The port for HTTP that the arguments name. */
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
}

export class PeerServer {
  private constructor(
    private readonly server: ServerProcess,
    private readonly dynalite: Dynalite,
    readonly target: Target,
    /** Milliseconds from the start of the process to the first 200 response. */
    readonly firstAnswer: number,
  ) {}

  /** Starts a new dynalite, then the server, and waits for its first 200. */
  static async start(
    { folder, dynamoDbPort }: PeerApp,
    { args, port, environment }: PeerProps,
  ): Promise<PeerServer> {
    const dynalite = await Dynalite.start(join(folder, 'dynalite'), dynamoDbPort);
    const command = process.execPath;
    const server = new ServerProcess({ command, args, cwd: folder, environment });
    const target = { url: `http://127.0.0.1:${port}` };
    const client = new Client(target, 1);
    try {
      const { milliseconds } = await server.until(() => isAnswered(client));
      return new PeerServer(server, dynalite, target, milliseconds);
    } catch (error) {
      await server.stop('SIGKILL');
      await dynalite.stop();
      throw error;
    } finally {
      client.close();
    }
  }

  get output(): string {
    return this.server.output;
  }

  get pids(): readonly number[] {
    return [this.server.pid, this.dynalite.pid];
  }

  async stop(): Promise<void> {
    await this.server.stop('SIGKILL');
    await this.dynalite.stop();
  }
}
