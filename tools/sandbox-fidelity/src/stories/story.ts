/** A running sandbox with the real stacks, and the actions of its clients and operators. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Sandbox, Synthesis } from '@sandbox/core';
import { assembliesWith } from '../assemblies';
import { send } from '../client';
import type { TemplateEdit } from '../fidelity-case';
import { loadSandbox } from '../sandbox-bundle';
import { bundleFolder, preparedFolder } from '../testing/folders';

/** The result of the consumer's smoke test. */
export interface SmokeTest {
  /** The type of the error; undefined if the invocation succeeded. */
  readonly error: string | undefined;
  readonly services: readonly { name: string; ok: boolean; status: number }[] | undefined;
}

interface StoryProps {
  /** Edits of the templates of the first deployment. @default none */
  readonly edits?: readonly TemplateEdit[];
  /** Synthesizes services whose secret has changed. @default they are not synthesized */
  readonly synthesis?: Synthesis;
}

/** The three stacks in a separate sandbox, which {@link Story.end} stops. */
export class Story {
  private constructor(
    readonly sandbox: Sandbox,
    /** For assemblies; removed at the end. */
    readonly folder: string,
  ) {}

  static async begin({ edits = [], synthesis }: StoryProps = {}): Promise<Story> {
    const folder = mkdtempSync(join(tmpdir(), 'story-'));
    cpSync(preparedFolder, join(folder, 'data'), { recursive: true });
    const module = await loadSandbox(bundleFolder);
    const sandbox = await module.Sandbox.start({
      assemblies: assembliesWith(edits, join(folder, 'assemblies')),
      dataDir: join(folder, 'data'),
      port: 0,
      awsPort: 0,
      warmUp: false,
      ...(synthesis && { synthesis }),
    });
    return new Story(sandbox, folder);
  }

  async end(): Promise<void> {
    await this.sandbox.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Lists a service's orders as a client in the consumer's network. Returns the status. */
  async list(service: string): Promise<number> {
    const port = Number(new URL(this.sandbox.serviceUrls[0] ?? '').port);
    const authority = readFileSync(this.sandbox.authorityFile, 'utf8');
    const { status } = await send({ host: `${service}.orders.localhost` }, port, authority);
    return status;
  }

  /** Invokes the consumer's smoke test. */
  async smokeTest(event: object = {}): Promise<SmokeTest> {
    const client = new LambdaClient({
      endpoint: this.sandbox.awsEndpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: '111111111111', secretAccessKey: 'none' },
    });
    const FunctionName = this.sandbox.functions.find(({ arn }) => arn.includes('SmokeTest'))?.arn;
    const { FunctionError, Payload } = await client.send(
      new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
    );
    client.destroy();
    const answer = JSON.parse(Payload?.transformToString() ?? 'null') as {
      errorType?: string;
      services?: SmokeTest['services'];
    };
    return { error: FunctionError && answer.errorType, services: answer.services };
  }

  /** Returns an output of a stack. @throws {Error} when it does not exist. */
  output(stackName: string, name: string): string {
    const stack = this.sandbox.stacks.find((one) => one.name === stackName);
    const output = stack?.outputs.get(name);
    if (!output) throw new Error(`${stackName} has no output ${name}`);
    return output.value;
  }

  /** Returns the construct paths of a stack's resources whose properties contain one of the texts. */
  mentions(stackName: string, ...texts: readonly string[]): readonly string[] {
    const stack = this.sandbox.stacks.find((one) => one.name === stackName);
    return [...(stack?.resources.values() ?? [])]
      .filter(({ properties }) => texts.some((text) => JSON.stringify(properties).includes(text)))
      .map(({ constructPath }) => constructPath.slice(stackName.length + 1))
      .sort();
  }
}
