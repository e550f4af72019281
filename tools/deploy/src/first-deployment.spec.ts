/**
 * The first deployment of a protected stage, against the sandbox's CloudFormation: the food service's stage
 * `prod`, with example accounts.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Sandbox } from '@sandbox/core';
import { DELETABLE } from '@cross-account/stages';
import { deployInSteps } from './deploy-in-steps';

const workspaceRoot = path.resolve(__dirname, '../../..');
const folder = mkdtempSync(path.join(tmpdir(), 'first-deployment-'));
const stackName = 'food-service-prod';

/** Returns the assembly of the stack, as the CDK CLI synthesizes it with this context. */
function synthesized(name: string, context: Readonly<Record<string, string>>): string {
  const output = path.join(folder, name);
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: path.join(workspaceRoot, 'apps/food-service'),
    encoding: 'utf8',
    env: {
      ...process.env,
      CDK_OUTDIR: output,
      CDK_CONTEXT_JSON: JSON.stringify({ stage: 'prod', examples: 'true', ...context }),
      CDK_VALIDATION: 'false',
    },
  });
  if (status !== 0) throw new Error(stderr);
  changeTemplate(output, withoutKey);
  return output;
}

function changeTemplate(assembly: string, change: (template: string) => string): void {
  const file = path.join(assembly, `${stackName}.template.json`);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

/** Returns a copy of an assembly with a mistake in its template: roles that Lambda can't assume. */
function mistakenCopy(name: string): string {
  const copy = path.join(folder, `mistaken-${name}`);
  cpSync(path.join(folder, name), copy, { recursive: true });
  changeTemplate(copy, (template) =>
    template.replaceAll('"lambda.amazonaws.com"', '"ec2.amazonaws.com"'),
  );
  return copy;
}

/** The sandbox does not support a customer managed key of a table, which this test does not need. */
function withoutKey(template: string): string {
  return template.replaceAll(/"KMSMasterKeyId": *\{[^}]*\},? *\s*/g, '');
}

// Each test deploys a whole service, with its functions.
jest.setTimeout(60_000);

interface Assemblies {
  /** As the CDK CLI synthesizes it with the context `deletable=true`. */
  readonly deletable: string;
  readonly protected: string;
}

describe('the first deployment of a protected stage', () => {
  let sandbox: Sandbox;
  let mended: Assemblies;
  let mistaken: Assemblies;

  beforeAll(async () => {
    mended = {
      deletable: synthesized('deletable', { [DELETABLE]: 'true' }),
      protected: synthesized('protected', {}),
    };
    mistaken = { deletable: mistakenCopy('deletable'), protected: mistakenCopy('protected') };
    const dataDir = path.join(folder, 'data');
    sandbox = await Sandbox.start({ assemblies: [], dataDir, port: 0, awsPort: 0 });
  });

  afterAll(async () => {
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const stack = () => sandbox.stacks.find(({ name }) => name === stackName);

  /** Deploys an assembly as the CDK CLI does. @returns the reason of a failure, or nothing */
  const cdk = (assembly: string) =>
    sandbox.deploy(assembly).then(
      () => undefined,
      (error: unknown) => String(error),
    );

  const deploy = (assemblies: Assemblies) =>
    deployInSteps({
      protect: true,
      stackStatus: () => Promise.resolve(stack()?.status),
      cdk: async (added) => {
        const kind = added.includes(`${DELETABLE}=true`) ? 'deletable' : 'protected';
        return (await cdk(assemblies[kind])) === undefined ? 0 : 1;
      },
      print: () => undefined,
    });

  it('can be repeated after a mistake is corrected, and protects everything', async () => {
    expect(await deploy(mistaken)).toBe(1);
    expect(stack()?.status).toBe('ROLLBACK_COMPLETE');
    expect(await deploy(mended)).toBe(0);
    expect(stack()?.status).toBe('UPDATE_COMPLETE');
    const tables = [...(stack()?.resources.values() ?? [])].filter(
      ({ type }) => type === 'AWS::DynamoDB::Table',
    );
    expect(tables.map(({ properties }) => properties['DeletionProtectionEnabled'])).toEqual([true]);
    await expect(sandbox.destroy(mended.protected)).rejects.toThrow(
      `Stack [${stackName}] cannot be deleted while TerminationProtection is enabled`,
    );
  });

  it('is deployed once from then on, and deleted if it is made deletable', async () => {
    expect(await deploy(mended)).toBe(0);
    expect(await cdk(mended.deletable)).toBeUndefined();
    await sandbox.destroy(mended.deletable);
    expect(stack()).toBeUndefined();
  });

  it('could not be repeated if it were protected from the start', async () => {
    expect(await cdk(mistaken.protected)).toContain('cannot be assumed by Lambda');
    expect(stack()?.status).toBe('ROLLBACK_FAILED');
    expect(await cdk(mended.protected)).toContain('TerminationProtection');
  });
});
