/**
 * A service reads the endpoint's ID from the consumer's secret before it is deployed. All tests use one
 * sandbox, with the real apps and their synthesis.
 */
import { execFile } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ordersApi, type OrdersApi } from '../support/orders-api';
import { SandboxProcess, temporaryFolder, type ReadySandbox } from '../support/sandbox-process';
import { services } from '../support/services';

const WORKSPACE_ROOT = resolve(__dirname, '../../../..');
const MAIN = join(WORKSPACE_ROOT, 'dist/tools/sandbox/main.cjs');
const TEMPLATE = 'consumer-infra-sandbox.template.json';
const [service] = services;
const app = `${service.name}-service`;
/** Time limit for a synthesis and two deployments, or the sandbox's start. */
const TIMEOUT_MS = 120_000;

interface Ended {
  readonly code: number;
  readonly output: string;
}

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let sandbox: ReadySandbox;
let api: OrdersApi;

/** Runs a command of the sandbox in the service's app, as Nx does. */
function run(...args: readonly string[]): Promise<Ended> {
  const options = {
    cwd: join(WORKSPACE_ROOT, 'apps', app),
    env: {
      ...process.env,
      // Nx forces colours in child processes.
      FORCE_COLOR: '0',
    },
  };
  return new Promise((done) => {
    const command = [MAIN, ...args, '--data-dir', data];
    const child = execFile(process.execPath, command, options, (_error, stdout, stderr) => {
      done({ code: child.exitCode ?? -1, output: stdout + stderr });
    });
  });
}

/** Synthesizes the service against the running sandbox, and deploys it there. */
function deployService(): Promise<Ended> {
  const output = join(folder.path, app);
  return run('deploy', '--app=node --import tsx src/main.ts', '-c', 'stage=sandbox', output);
}

/** Deploys the consumer with a changed template, and returns the command's output. */
async function deployConsumer(change: (template: string) => string): Promise<string> {
  const assembly = join(folder.path, 'consumer');
  const synthesized = join(WORKSPACE_ROOT, 'dist/cdk.out/consumer-infra/sandbox');
  cpSync(synthesized, assembly, { recursive: true });
  const file = join(assembly, TEMPLATE);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  const { code, output } = await run('deploy', assembly);
  expect(code).toBe(0);
  return output;
}

const renameEndpoint = (template: string) =>
  template.replaceAll(/ExecuteApiEndpoint(?=[0-9A-F]{8}")/g, 'MovedEndpoint');

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Properties?: { readonly ResourcePolicy?: Policy } }>
  >;
}

interface Policy {
  readonly Statement: { Sid: string; Effect: string }[];
}

/** Changes the secret's policy so that it denies what it allows. */
function forbid(text: string): string {
  const template = JSON.parse(text) as Template;
  const statements = Object.values(template.Resources).flatMap(
    ({ Properties }) => Properties?.ResourcePolicy?.Statement ?? [],
  );
  expect(statements).toHaveLength(1);
  for (const statement of statements) {
    Object.assign(statement, { Sid: 'NobodyReads', Effect: 'Deny' });
  }
  return JSON.stringify(template);
}

const status = async () => (await api.list()).status;

beforeAll(async () => {
  sandbox = await SandboxProcess.start(data);
  api = ordersApi(service, sandbox.target);
}, TIMEOUT_MS);

afterAll(async () => {
  api.close();
  sandbox.process.signal('SIGINT');
  await sandbox.process.ended();
  folder.remove();
});

describe("the consumer's secret", () => {
  it(
    'prevents the deployment of a service whose account its policy denies, and does not change the service',
    async () => {
      expect(await status()).toBe(200);
      await deployConsumer(forbid);
      const { code, output } = await deployService();
      expect(code).toBe(1);
      expect(output).toContain('error: Nothing was deployed: the synthesis failed');
      expect(output).toMatch(/✗ secret policy +secretsmanager:GetSecretValue: NobodyReads/);
      expect(await status()).toBe(200);
    },
    TIMEOUT_MS,
  );

  it(
    'lists the services to deploy again after the endpoint changed, which can be deployed then',
    async () => {
      const output = await deployConsumer(renameEndpoint);
      for (const { name } of services) {
        expect(output).toMatch(
          new RegExp(
            `^${name}-service-sandbox was synthesized with vpce-\\w+, but arn:\\S+ holds vpce-\\w+\\. ` +
              `Deploy it again: npx nx run ${name}-service:deploy -c sandbox --data-dir=${data}$`,
            'm',
          ),
        );
      }
      expect(await status()).toBe(403);
      expect((await deployService()).output).not.toContain(`${app}-sandbox was synthesized`);
      expect(await status()).toBe(200);
    },
    TIMEOUT_MS,
  );
});
