/** Runs the functions of the food service in serverless-offline, with dynalite as DynamoDB. */
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FUNCTIONS } from '../functions/candidates';
import { installed } from '../peers/install';
import { bundleFile } from '../workspace';
import { Client, type Target } from './client';
import { Dynalite, dynaliteEnvironment, DYNALITE_VERSION } from './dynalite';
import { freePort } from './free-port';
import { isAnswered } from './sandbox-server';
import { ServerProcess } from './server-process';

/** osls is the free fork of Serverless Framework 3, which needs no account. */
const DEPENDENCIES = { serverless: 'npm:osls@4.3.1', 'serverless-offline': '14.8.2' };

export const OFFLINE_VERSIONS = `serverless-offline 14.8.2 with osls 4.3.1 and ${DYNALITE_VERSION}`;

const ROUTES = {
  'get-order': { method: 'get', path: '/orders/{orderId}' },
  'list-orders': { method: 'get', path: '/orders' },
  'place-order': { method: 'post', path: '/orders' },
} as const;

export class ServerlessOffline {
  private constructor(
    private readonly server: ServerProcess,
    private readonly dynalite: Dynalite,
    readonly target: Target,
    /** Milliseconds from the start of the process to the first 200 response. */
    readonly firstAnswer: number,
  ) {}

  /**
   * Starts a new dynalite, then the server, and waits for its first 200.
   *
   * @param mode a worker thread for each function, which is its default, or all in its own process.
   */
  static async start(
    { folder, dynamoDbPort }: OfflineApp,
    mode: 'threads' | 'in-process',
  ): Promise<ServerlessOffline> {
    const dynalite = await Dynalite.start(join(folder, 'dynalite'), dynamoDbPort);
    const [httpPort, lambdaPort] = [await freePort(), await freePort()];
    const flags = [
      '--noPrependStageInUrl',
      '--noTimeout',
      `--host=127.0.0.1`,
      `--httpPort=${httpPort}`,
      `--lambdaPort=${lambdaPort}`,
      ...(mode === 'in-process' ? ['--useInProcess'] : []),
    ];
    const server = new ServerProcess({
      command: process.execPath,
      args: ['node_modules/serverless/bin/serverless.js', 'offline', 'start', ...flags],
      cwd: folder,
      environment: { SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off', CI: 'true' },
    });
    const target = { url: `http://127.0.0.1:${httpPort}` };
    const client = new Client(target, 1);
    try {
      const { milliseconds } = await server.until(() => isAnswered(client));
      return new ServerlessOffline(server, dynalite, target, milliseconds);
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

/** A folder with the functions, and the port at which they expect DynamoDB. */
export interface OfflineApp {
  readonly folder: string;
  readonly dynamoDbPort: number;
}

/** Writes an app with the built functions of the food service into a folder that does not exist yet. */
export async function writeApp(folder: string): Promise<OfflineApp> {
  const dynamoDbPort = await freePort();
  const packages = installed('serverless-offline', DEPENDENCIES);
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(packages, 'node_modules'), join(folder, 'node_modules'));
  for (const name of FUNCTIONS) {
    const file = bundleFile(name);
    cpSync(dirname(file), join(folder, 'lambdas', name), { recursive: true });
  }
  const functions = FUNCTIONS.map((name) => [
    name,
    { handler: `lambdas/${name}/handler.handler`, events: [{ http: ROUTES[name] }] },
  ]);
  const service = {
    service: 'orders',
    plugins: ['serverless-offline'],
    provider: {
      name: 'aws',
      region: 'eu-central-1',
      runtime: 'nodejs20.x',
      environment: dynaliteEnvironment(dynamoDbPort),
    },
    functions: Object.fromEntries(functions) as unknown,
  };
  writeFileSync(join(folder, 'serverless.yml'), JSON.stringify(service));
  return { folder, dynamoDbPort };
}
