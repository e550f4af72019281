/** The functions of the food service in serverless-offline, with dynalite as their DynamoDB. */
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { FUNCTIONS } from '../functions/candidates';
import { installed } from '../peers/install';
import { bundleFile, workspaceRoot } from '../workspace';
import { Client, type Target } from './client';
import { createOrdersTable, localClient } from './orders-table';
import { isAnswered } from './sandbox-server';
import { ServerProcess } from './server-process';

/** osls is the free continuation of Serverless Framework 3, which needs no account. */
const DEPENDENCIES = { serverless: 'npm:osls@4.3.1', 'serverless-offline': '14.8.2' };

export const OFFLINE_VERSIONS = 'serverless-offline 14.8.2 with osls 4.3.1 and dynalite 4.0.0';

const TABLE = 'orders';
const ACCESS_KEY = 'any';

const ROUTES = {
  'get-order': { method: 'get', path: '/orders/{orderId}' },
  'list-orders': { method: 'get', path: '/orders' },
  'place-order': { method: 'post', path: '/orders' },
} as const;

/** dynalite on disk, in a process of its own, with an empty table. */
export class Dynalite {
  private constructor(
    private readonly server: ServerProcess,
    readonly endpoint: string,
  ) {}

  /** @param folder where it keeps its data. */
  static async start(folder: string): Promise<Dynalite> {
    const port = await freePort();
    const flags = ['--host', '127.0.0.1', '--port', String(port), '--createTableMs', '0'];
    const server = new ServerProcess({
      command: process.execPath,
      args: ['node_modules/dynalite/cli.js', ...flags, '--path', join(folder, 'dynalite')],
      cwd: workspaceRoot,
    });
    const endpoint = `http://127.0.0.1:${port}`;
    await server.until(() =>
      fetch(endpoint).then(
        () => true as const,
        () => undefined,
      ),
    );
    const client = localClient(endpoint, ACCESS_KEY);
    await createOrdersTable(client, TABLE);
    client.destroy();
    return new Dynalite(server, endpoint);
  }

  get pid(): number {
    return this.server.pid;
  }

  stop(): Promise<void> {
    return this.server.stop('SIGKILL');
  }
}

export class ServerlessOffline {
  private constructor(
    private readonly server: ServerProcess,
    readonly target: Target,
    /** Milliseconds from the start of the process to the first 200. */
    readonly firstAnswer: number,
  ) {}

  /**
   * Starts it and waits for the first 200.
   *
   * @param folder that `writeApp` has filled.
   * @param mode a worker thread for each function, which is its default, or all in its own process.
   */
  static async start(folder: string, mode: 'threads' | 'in-process'): Promise<ServerlessOffline> {
    const [httpPort, lambdaPort] = [await freePort(), await freePort()];
    const flags = [
      '--noPrependStageInUrl',
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
      return new ServerlessOffline(server, target, milliseconds);
    } catch (error) {
      await server.stop('SIGKILL');
      throw error;
    } finally {
      client.close();
    }
  }

  get pid(): number {
    return this.server.pid;
  }

  stop(): Promise<void> {
    return this.server.stop('SIGKILL');
  }
}

/** Writes an app with the built functions of the food service into an empty folder. */
export function writeApp(folder: string, dynamoDb: string): void {
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
      environment: {
        AWS_ENDPOINT_URL_DYNAMODB: dynamoDb,
        AWS_ACCESS_KEY_ID: ACCESS_KEY,
        AWS_SECRET_ACCESS_KEY: ACCESS_KEY,
        TABLE_NAME: TABLE,
        INDEX_NAME: 'newest-first',
        SHARD_COUNT: '2',
      },
    },
    functions: Object.fromEntries(functions) as unknown,
  };
  writeFileSync(join(folder, 'serverless.yml'), JSON.stringify(service));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
