/**
 * Runs all commands of docs/deploy.md in their order: the real commands in a copy of the workspace, against
 * the AWS APIs of the sandbox.
 */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WorkspaceCopy, workspaceRoot } from '@cross-account/ci/testing';
import { Sandbox } from '@sandbox/core';
import { awsCli } from './aws-cli';
import { CdkCli, REGION, credentials } from './cdk-cli';
import { commandBlocks, jsonBlocks } from './guide-page';
import type { CommandBlock, GuideCommand } from './guide-page';
import { nx } from './nx-commands';
import { APPS, DEPLOYER, DEPLOYER_ARN, TOOLING, accountOf, filledIn } from './reader';
import { StubbedShell, run } from './shell';
import type { Call, Outcome } from './shell';

const page = readFileSync(path.join(workspaceRoot, 'docs/deploy.md'), 'utf8');

const WHO_MAY_DEPLOY = '3. Who may deploy';
const SERVICES = '6. The services';

/** The numbered steps, each with the error that a reader gets who skips the step before it. */
const STEPS: ReadonlyMap<string, string | undefined> = new Map([
  ['1. What you need', undefined],
  ['2. The stages', undefined],
  [WHO_MAY_DEPLOY, 'account is still the placeholder <dev consumer account id>'],
  ['4. The consumer', 'sts:AssumeRole'],
  ["5. The secret's ARN for the services", 'consumer-infra.dev.json'],
  [SERVICES, 'vpcEndpointIdSecretArn is still the placeholder'],
  ['7. Try it', 'The smoke test failed.'],
]);

/** Other sections whose commands are run, for the stage `dev`. */
const CHAPTERS = ['Callers in other networks', 'In CI', 'Take it down'];

const blocks = commandBlocks(page).filter(
  ({ heading, commands }) =>
    (/^\d\./.test(heading) || CHAPTERS.includes(heading)) &&
    !commands.some(({ text }) => text.includes('-c prod')),
);
const headings = [...new Set(blocks.map(({ heading }) => heading))];

/** Returns the accounts whose credentials a command gets: those that the page names, or the app's. */
function identities({ text, comment }: GuideCommand): readonly string[] {
  if (comment.includes('each service account')) return ['food', 'beverage'];
  const named = APPS.find((app) => `${comment} account`.includes(`${app} account`));
  if (named !== undefined) return [named];
  return text.includes('consumer-infra:') ? ['consumer'] : ['deployer'];
}

describe('docs/deploy.md', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'guide-'));
  const policies = new Set<string>();
  const copy = new WorkspaceCopy();
  let sandbox: Sandbox;
  let cdk: CdkCli;
  let deployer: Record<string, string>;
  const programs: Readonly<Record<string, (call: Call) => Outcome | Promise<Outcome>>> = {
    aws: (call) => {
      const output = (stack: string, name: string) => cdk.outputs(stack)[name] ?? '';
      return { status: 0, stdout: awsCli(call, { policies, output }), stderr: '' };
    },
    cdk: (call) => cdk.run(call),
    curl: () => ({ status: 0, stdout: '', stderr: '' }),
    npx: (call) => nx(copy.root, call),
  };
  const shell = new StubbedShell(path.join(folder, 'bin'), Object.keys(programs), async (call) => {
    const program = programs[call.program];
    if (!program) throw new Error(`there is no program ${call.program}`);
    return program(call);
  });

  beforeAll(async () => {
    linkPackages(copy.root, shell);
    const dataDir = path.join(folder, 'data');
    sandbox = await Sandbox.start({ assemblies: [], dataDir, port: 0, awsPort: 0 });
    cdk = new CdkCli(sandbox, folder, policies);
    // An account exists in the sandbox once something was deployed to it.
    for (const account of [TOOLING, ...APPS.map((app) => accountOf(app))]) {
      await cdk.createRole({ account, name: 'Auditor', trusted: [account], statements: [] });
    }
    deployer = credentials(TOOLING);
    await shell.listen();
  });

  afterAll(async () => {
    await shell.close();
    await sandbox.stop();
    copy.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a block as one script. */
  function follow({ commands }: CommandBlock): Promise<Outcome> {
    const lines = commands.flatMap((command) =>
      identities(command).flatMap((identity) => [
        ...exported(identity === 'deployer' ? deployer : credentials(accountOf(identity))),
        filledIn(command.text),
      ]),
    );
    const env = shell.environment({
      AWS_ENDPOINT_URL: sandbox.awsEndpoint,
      AWS_REGION: REGION,
      CDK_VALIDATION: 'false',
    });
    const script = ['set -euo pipefail', ...lines].join('\n');
    return run(['bash', '-c', script], { cwd: copy.root, env });
  }

  /** Creates the role that deploys the services, with the statements of the page. */
  async function createDeployer(): Promise<void> {
    const assumeCdkRoles = {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: APPS.map((app) => `arn:aws:iam::${accountOf(app)}:role/cdk-hnb659fds-*`),
    };
    const reading = filledIn(JSON.stringify(jsonBlocks(page, WHO_MAY_DEPLOY)[0]));
    const statements = [assumeCdkRoles, JSON.parse(reading) as object];
    await cdk.createRole({ ...DEPLOYER, trusted: [TOOLING], statements });
    deployer = await cdk.assumeRole({ env: credentials(TOOLING) }, DEPLOYER_ARN);
  }

  /** Runs the blocks under a heading until one fails. @returns the outcome of the last one */
  async function followAll(heading: string): Promise<Outcome> {
    let outcome: Outcome = { status: 0, stdout: '', stderr: '' };
    for (const block of blocks.filter((one) => one.heading === heading)) {
      outcome = await follow(block);
      if (outcome.status !== 0) return outcome;
    }
    return outcome;
  }

  it('has the steps of this test', () => {
    expect(headings).toEqual([...STEPS.keys(), ...CHAPTERS]);
  });

  it.each(headings)('works in the documented order: %s', async (heading) => {
    const next = headings[headings.indexOf(heading) + 1] ?? '';
    const refusal = STEPS.get(next);
    const tooEarly = refusal === undefined ? undefined : await followAll(next);
    expect(`${tooEarly?.stdout ?? ''}${tooEarly?.stderr ?? ''}`).toContain(refusal ?? '');
    if (heading === SERVICES) await createDeployer();
    const { status, stderr } = await followAll(heading);
    expect(status === 0 ? '' : stderr).toBe('');
  });
});

function exported(variables: Readonly<Record<string, string>>): string[] {
  return Object.entries(variables).map(([name, value]) =>
    value === '' ? `unset ${name}` : `export ${name}='${value}'`,
  );
}

/** Links the workspace's packages, except for the CDK CLI, and build output into a copy. */
function linkPackages(root: string, shell: StubbedShell): void {
  const from = path.join(workspaceRoot, 'node_modules');
  const to = path.join(root, 'node_modules');
  rmSync(to);
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    if (name !== 'aws-cdk') symlinkSync(path.join(from, name), path.join(to, name));
  }
  shell.put(path.join(to, 'aws-cdk/bin/cdk'));
  mkdirSync(path.join(root, 'dist'));
  for (const built of ['apps', 'libs']) {
    symlinkSync(path.join(workspaceRoot, 'dist', built), path.join(root, 'dist', built));
  }
}
