/** Runs the functions of the food service in serverless-offline, with dynalite as DynamoDB. */
import { cpSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FUNCTIONS } from '../functions/candidates';
import { bundleFile } from '../workspace';
import { dynaliteEnvironment, DYNALITE_VERSION } from './dynalite';
import { freePort } from './free-port';
import { newPeerApp, PeerServer, type PeerApp } from './peer-server';

/** osls is the free fork of Serverless Framework 3, which needs no account. */
const DEPENDENCIES = { serverless: 'npm:osls@4.3.1', 'serverless-offline': '14.8.2' };

export const OFFLINE_VERSIONS = `serverless-offline 14.8.2 with osls 4.3.1 and ${DYNALITE_VERSION}`;

const ROUTES = {
  'get-order': { method: 'get', path: '/orders/{orderId}' },
  'list-orders': { method: 'get', path: '/orders' },
  'place-order': { method: 'post', path: '/orders' },
} as const;

/** @param mode a worker thread for each function, which is its default, or all in its own process. */
export async function startServerlessOffline(
  app: PeerApp,
  mode: 'threads' | 'in-process',
): Promise<PeerServer> {
  const [port, lambdaPort] = [await freePort(), await freePort()];
  const flags = [
    '--noPrependStageInUrl',
    '--noTimeout',
    '--host=127.0.0.1',
    `--httpPort=${port}`,
    `--lambdaPort=${lambdaPort}`,
    ...(mode === 'in-process' ? ['--useInProcess'] : []),
  ];
  return PeerServer.start(app, {
    args: ['node_modules/serverless/bin/serverless.js', 'offline', 'start', ...flags],
    port,
    environment: { SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off', CI: 'true' },
  });
}

/** Writes an app with the built functions of the food service into a folder that does not exist yet. */
export async function writeOfflineApp(folder: string): Promise<PeerApp> {
  const app = await newPeerApp(folder, 'serverless-offline', DEPENDENCIES);
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
      environment: dynaliteEnvironment(app.dynamoDbPort),
    },
    functions: Object.fromEntries(functions) as unknown,
  };
  writeFileSync(join(folder, 'serverless.yml'), JSON.stringify(service));
  return app;
}
