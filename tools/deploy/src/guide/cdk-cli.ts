/**
 * Emulates the CDK CLI for the commands of docs/deploy.md, with the sandbox instead of AWS: synthesizes the
 * app, assumes the role of the bootstrap stack, and deploys.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { App, Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Sandbox } from '@sandbox/core';
import { run } from './shell';
import type { Call, Outcome } from './shell';

export const REGION = 'eu-central-1';

/** A role of an account, and the principal that may assume it. */
export interface RoleToCreate {
  readonly account: string;
  readonly name: string;
  readonly trusted: readonly string[];
  readonly statements: readonly object[];
}

const DONE: Outcome = { status: 0, stdout: '', stderr: '' };

export class CdkCli {
  /**
   * @param folder the output folder of assemblies
   * @param policies the customer managed policies that exist, as `<account>/<name>`
   */
  constructor(
    private readonly sandbox: Sandbox,
    private readonly folder: string,
    private readonly policies: ReadonlySet<string>,
  ) {}

  /** Returns the outcome of a command. @throws Error when AWS would refuse it */
  async run(call: Call): Promise<Outcome> {
    const { values, positionals } = parseArgs({
      args: [...call.args],
      options: {
        context: { type: 'string', short: 'c', multiple: true },
        output: { type: 'string' },
        'outputs-file': { type: 'string' },
        'require-approval': { type: 'string' },
        trust: { type: 'string', multiple: true },
        'cloudformation-execution-policies': { type: 'string' },
        all: { type: 'boolean' },
        force: { type: 'boolean' },
      },
      allowPositionals: true,
    });
    const [command = '', environment = ''] = positionals;
    if (command === 'bootstrap') {
      const executionPolicies = (values['cloudformation-execution-policies'] ?? '').split(',');
      await this.bootstrap(call, environment, executionPolicies, values.trust ?? []);
      return DONE;
    }
    const assembly = path.resolve(call.cwd, values.output ?? '');
    // To save time, only a deployment synthesizes again.
    if (command === 'deploy' || !existsSync(assembly)) {
      const synthesis = await synthesize(call, assembly, values.context ?? []);
      if (synthesis.status !== 0) return synthesis;
    }
    const { name, account } = stackIn(assembly);
    await this.assumeRole(call, `arn:aws:iam::${account}:role/${deployRole(account)}`);
    if (command === 'destroy') await this.sandbox.destroy(assembly);
    if (command === 'deploy') {
      await this.sandbox.deploy(assembly);
      const file = path.resolve(call.cwd, values['outputs-file'] ?? '');
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify({ [name]: this.outputs(name) }));
    }
    return DONE;
  }

  /** Returns the outputs of a stack. @throws Error when there is none */
  outputs(name: string): Readonly<Record<string, string>> {
    const stack = this.sandbox.stacks.find((one) => one.name === name);
    if (!stack) throw new Error(`Stack with id ${name} does not exist`);
    return Object.fromEntries([...stack.outputs].map(([output, { value }]) => [output, value]));
  }

  /** Creates a role, in a separate stack. */
  async createRole({ account, name, trusted, statements }: RoleToCreate): Promise<void> {
    const outdir = path.join(this.folder, [name, account, ...trusted].join('-'));
    const app = new App({ outdir });
    const stack = new Stack(app, `role-${name}`, { env: { account, region: REGION } });
    const allow = (statement: object) => ({ Version: '2012-10-17', Statement: statement });
    new CfnRole(stack, 'Role', {
      roleName: name,
      assumeRolePolicyDocument: allow(
        trusted.map((one) => ({
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { AWS: `arn:aws:iam::${one}:root` },
        })),
      ),
      ...(statements.length > 0 && {
        policies: [{ policyName: 'Permissions', policyDocument: allow(statements) }],
      }),
    });
    await this.sandbox.deploy(app.synth().directory);
  }

  /** Returns credentials of a role, as environment variables. @throws Error when STS refuses */
  async assumeRole({ env }: Pick<Call, 'env'>, role: string): Promise<Record<string, string>> {
    const assume = fromTemporaryCredentials({
      params: { RoleArn: role, RoleSessionName: 'cdk' },
      clientConfig: { endpoint: this.sandbox.awsEndpoint, region: REGION, maxAttempts: 1 },
      masterCredentials: {
        accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
        secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
        ...(env['AWS_SESSION_TOKEN'] !== undefined && { sessionToken: env['AWS_SESSION_TOKEN'] }),
      },
    });
    const { accessKeyId, secretAccessKey, sessionToken } = await assume();
    return credentials(accessKeyId, secretAccessKey, sessionToken);
  }

  /** @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html */
  private async bootstrap(
    { env }: Call,
    environment: string,
    executionPolicies: readonly string[],
    trusted: readonly string[],
  ): Promise<void> {
    const [, account = ''] = /^aws:\/\/(\d{12})\//.exec(environment) ?? [];
    if (env['AWS_ACCESS_KEY_ID'] !== account) {
      throw new Error(
        `Need to perform AWS calls for account ${account}, but the current credentials are for ${env['AWS_ACCESS_KEY_ID'] ?? 'no account'}`,
      );
    }
    for (const arn of executionPolicies) {
      const [, owner = '', name = ''] = /^arn:aws:iam::(\d{12}):policy\/(.+)$/.exec(arn) ?? [];
      if (!this.policies.has(`${owner}/${name}`)) throw new Error(`Policy ${arn} does not exist`);
    }
    await this.createRole({
      account,
      name: deployRole(account),
      trusted: [account, ...trusted],
      statements: [{ Effect: 'Allow', Action: 'cloudformation:*', Resource: '*' }],
    });
  }
}

/** Credentials as the environment variables of the SDK. */
export function credentials(id = '', secret = 'none', token = ''): Record<string, string> {
  return { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token };
}

function deployRole(account: string): string {
  return `cdk-hnb659fds-deploy-role-${account}-${REGION}`;
}

function synthesize(
  { cwd, env }: Call,
  assembly: string,
  context: readonly string[],
): Promise<Outcome> {
  const pairs = context.map((one) => [one.split('=')[0], one.split('=')[1]] as const);
  return run([process.execPath, '--import', 'tsx', 'src/main.ts'], {
    cwd,
    env: {
      ...env,
      CDK_OUTDIR: assembly,
      CDK_CONTEXT_JSON: JSON.stringify(Object.fromEntries(pairs)),
    },
  });
}

/** Returns the name and account of the only stack of an assembly. */
function stackIn(assembly: string): { readonly name: string; readonly account: string } {
  const manifest = JSON.parse(readFileSync(path.join(assembly, 'manifest.json'), 'utf8')) as {
    readonly artifacts: Readonly<
      Record<string, { readonly type: string; readonly environment?: string }>
    >;
  };
  const [name = '', { environment = '' } = {}] =
    Object.entries(manifest.artifacts).find(
      ([, { type }]) => type === 'aws:cloudformation:stack',
    ) ?? [];
  return { name, account: environment.split('/')[2] ?? '' };
}
