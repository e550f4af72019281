/** dynalite with an empty orders table, for servers that bring no DynamoDB of their own. */
import { rmSync } from 'node:fs';
import { workspaceRoot } from '../workspace';
import { createOrdersTable, localClient } from './orders-table';
import { ServerProcess } from './server-process';

export const DYNALITE_VERSION = 'dynalite 4.0.0';

const TABLE = 'orders';
const ACCESS_KEY = 'any';

/** dynalite on disk, in a separate process. */
export class Dynalite {
  private constructor(private readonly server: ServerProcess) {}

  /** @param folder for its data; what it contains is deleted, since dynalite slows down with each query */
  static async start(folder: string, port: number): Promise<Dynalite> {
    rmSync(folder, { recursive: true, force: true });
    const flags = ['--host', '127.0.0.1', '--port', String(port), '--createTableMs', '0'];
    const server = new ServerProcess({
      command: process.execPath,
      args: ['node_modules/dynalite/cli.js', ...flags, '--path', folder],
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
    return new Dynalite(server);
  }

  get pid(): number {
    return this.server.pid;
  }

  stop(): Promise<void> {
    return this.server.stop('SIGKILL');
  }
}

/** Returns the environment variables of functions that use it. */
export function dynaliteEnvironment(port: number): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: ACCESS_KEY,
    AWS_SECRET_ACCESS_KEY: ACCESS_KEY,
    TABLE_NAME: TABLE,
    INDEX_NAME: 'newest-first',
    SHARD_COUNT: '2',
  };
}
