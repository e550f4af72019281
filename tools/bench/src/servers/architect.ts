/** Runs the functions of the food service in Architect's sandbox, with dynalite as DynamoDB. */
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FUNCTIONS, type FunctionName } from '../functions/candidates';
import { installed } from '../peers/install';
import { bundleFile } from '../workspace';
import { Client, type Target } from './client';
import { Dynalite, dynaliteEnvironment, DYNALITE_VERSION } from './dynalite';
import { freePort } from './free-port';
import { isAnswered } from './sandbox-server';
import { ServerProcess } from './server-process';

const VERSION = '8.0.0';

export const ARCHITECT_VERSIONS = `@architect/sandbox ${VERSION} and ${DYNALITE_VERSION}`;

/** Routes, and the folders in which Architect looks for their functions. */
const ROUTES: Readonly<Record<FunctionName, { readonly route: string; readonly folder: string }>> =
  {
    'get-order': { route: 'get /orders/:orderId', folder: 'get-orders-000orderId' },
    'list-orders': { route: 'get /orders', folder: 'get-orders' },
    'place-order': { route: 'post /orders', folder: 'post-orders' },
  };

/** A folder with an app, and the port at which its functions expect DynamoDB. */
export interface ArchitectApp {
  readonly folder: string;
  readonly dynamoDbPort: number;
}

export class Architect {
  private constructor(
    private readonly server: ServerProcess,
    private readonly dynalite: Dynalite,
    readonly target: Target,
    /** Milliseconds from the start of the process to the first 200 response. */
    readonly firstAnswer: number,
  ) {}

  /** Starts a new dynalite, then the server, and waits for its first 200. */
  static async start({ folder, dynamoDbPort }: ArchitectApp): Promise<Architect> {
    const dynalite = await Dynalite.start(join(folder, 'dynalite'), dynamoDbPort);
    const port = await freePort();
    const server = new ServerProcess({
      command: process.execPath,
      args: [
        'node_modules/@architect/sandbox/src/cli/cli.js',
        '--host=127.0.0.1',
        `--port=${port}`,
      ],
      cwd: folder,
      environment: {
        ARC_API_TYPE: 'rest',
        AWS_REGION: 'eu-central-1',
        CI: 'true',
        ...dynaliteEnvironment(dynamoDbPort),
      },
    });
    const target = { url: `http://127.0.0.1:${port}` };
    const client = new Client(target, 1);
    try {
      const { milliseconds } = await server.until(() => isAnswered(client));
      return new Architect(server, dynalite, target, milliseconds);
    } catch (error) {
      await server.stop('SIGKILL');
      await dynalite.stop();
      throw error;
    } finally {
      client.close();
    }
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.dynalite.stop();
  }
}

/** Writes an app with the built functions of the food service into a folder that does not exist yet. */
export async function writeArchitectApp(folder: string): Promise<ArchitectApp> {
  const dynamoDbPort = await freePort();
  const packages = installed('architect', { '@architect/sandbox': VERSION });
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(packages, 'node_modules'), join(folder, 'node_modules'));
  for (const name of FUNCTIONS) {
    const target = join(folder, 'src/http', ROUTES[name].folder);
    cpSync(dirname(bundleFile(name)), target, { recursive: true });
    writeFileSync(join(target, 'index.mjs'), "export { handler } from './handler.mjs';\n");
  }
  const routes = FUNCTIONS.map((name) => ROUTES[name].route);
  writeFileSync(
    join(folder, 'app.arc'),
    ['@app', 'orders', '@http', ...routes, '@aws', 'runtime nodejs20.x', ''].join('\n'),
  );
  const variables = Object.entries(dynaliteEnvironment(dynamoDbPort));
  writeFileSync(
    join(folder, 'preferences.arc'),
    ['@env', 'testing', ...variables.map(([name, value]) => `  ${name} ${value}`), ''].join('\n'),
  );
  return { folder, dynamoDbPort };
}
