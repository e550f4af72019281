/** Runs the functions of the food service in Architect's sandbox, with dynalite as DynamoDB. */
import { cpSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FUNCTIONS, type FunctionName } from '../functions/candidates';
import { bundleFile } from '../workspace';
import { dynaliteEnvironment, DYNALITE_VERSION } from './dynalite';
import { freePort } from './free-port';
import { newPeerApp, PeerServer, type PeerApp } from './peer-server';

const VERSION = '8.0.0';

export const ARCHITECT_VERSIONS = `@architect/sandbox ${VERSION} and ${DYNALITE_VERSION}`;

/** Routes, and the folders in which Architect looks for their functions. */
const ROUTES: Readonly<Record<FunctionName, { readonly route: string; readonly folder: string }>> =
  {
    'get-order': { route: 'get /orders/:orderId', folder: 'get-orders-000orderId' },
    'list-orders': { route: 'get /orders', folder: 'get-orders' },
    'place-order': { route: 'post /orders', folder: 'post-orders' },
  };

export async function startArchitect(app: PeerApp): Promise<PeerServer> {
  const port = await freePort();
  const cli = 'node_modules/@architect/sandbox/src/cli/cli.js';
  return PeerServer.start(app, {
    args: [cli, '--host=127.0.0.1', `--port=${port}`],
    port,
    environment: {
      ARC_API_TYPE: 'rest',
      AWS_REGION: 'eu-central-1',
      CI: 'true',
      ...dynaliteEnvironment(app.dynamoDbPort),
    },
  });
}

/** Writes an app with the built functions of the food service into a folder that does not exist yet. */
export async function writeArchitectApp(folder: string): Promise<PeerApp> {
  const app = await newPeerApp(folder, 'architect', { '@architect/sandbox': VERSION });
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
  const variables = Object.entries(dynaliteEnvironment(app.dynamoDbPort));
  writeFileSync(
    join(folder, 'preferences.arc'),
    ['@env', 'testing', ...variables.map(([name, value]) => `  ${name} ${value}`), ''].join('\n'),
  );
  return app;
}
