/** Runs cases: starts a sandbox with their mistakes, sends their requests, and compares response and cause. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox, TraceDescription } from '@sandbox/core';
import { assembliesWith, assemblyWith } from './assemblies';
import { callAws, send, type Answer } from './client';
import type {
  AwsCall,
  Cause,
  ClientRequest,
  DeploymentCase,
  FidelityCase,
  TemplateEdit,
} from './fidelity-case';
import { containing, differences } from './part';
import { assumedRole, signedRequest } from './signature';
import type { SandboxModule } from './sandbox-bundle';

type Hop = TraceDescription['hops'][number];

/**
 * Deploys the real templates once, so that the sandboxes of the cases start with existing custom resources. Returns
 * the data folder.
 */
export async function prepare({ Sandbox }: SandboxModule, folder: string): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const props = { dataDir: folder, port: 0, awsPort: 0, warmUp: false };
  await (await Sandbox.start({ ...props, assemblies: assembliesWith([], folder) })).stop();
  return folder;
}

/** A sandbox for cases with the same template edits. */
export class CaseRunner {
  private readonly port: number;
  private readonly authority: string;

  private constructor(
    private readonly folder: string,
    private readonly sandbox: Sandbox,
  ) {
    this.port = Number(new URL(sandbox.serviceUrls[0] ?? '').port);
    this.authority = readFileSync(sandbox.authorityFile, 'utf8');
  }

  /**
   * Starts a sandbox whose stacks are updated with the edits. A stack is deleted and created again if an edit removes a
   * resource: in an update, CloudFormation deletes it only after it has created the deployment of the API, which would
   * still contain it.
   *
   * @param prepared the data folder of the stopped sandbox.
   */
  static async start(
    { Sandbox }: SandboxModule,
    prepared: string,
    edits: readonly TemplateEdit[] = [],
  ): Promise<CaseRunner> {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-fidelity-'));
    cpSync(prepared, join(folder, 'data'), { recursive: true });
    const assemblies = join(folder, 'assemblies');
    const recreated = new Set(edits.filter(isRemoval).map(({ app }) => app));
    const secondDeployments = new Set(edits.filter(isOfSecondDeployment).map(({ app }) => app));
    const updates = edits.filter((edit) => !recreated.has(edit.app) && !isOfSecondDeployment(edit));
    let sandbox: Sandbox | undefined;
    try {
      sandbox = await Sandbox.start({
        assemblies: assembliesWith(updates, assemblies),
        dataDir: join(folder, 'data'),
        port: 0,
        awsPort: 0,
        warmUp: false,
      });
      for (const app of recreated) {
        await sandbox.destroy(assemblyWith(app, [], assemblies));
        await sandbox.deploy(assemblyWith(app, edits, assemblies));
      }
      for (const app of secondDeployments)
        await sandbox.deploy(assemblyWith(app, edits, assemblies));
      return new CaseRunner(folder, sandbox);
    } catch (error) {
      await sandbox?.stop();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Returns a problem if the sandbox does not refuse a deployment with the expected reason; otherwise none. */
  static async deploy(
    sandbox: SandboxModule,
    prepared: string,
    { edits, refused }: DeploymentCase,
  ): Promise<readonly string[]> {
    try {
      await (await CaseRunner.start(sandbox, prepared, edits)).stop();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return [refused.construct, refused.reason].flatMap((part) =>
        differences(containing(part), message, 'deployment'),
      );
    }
    return ['deployment: expected a refusal, but it succeeded'];
  }

  async stop(): Promise<void> {
    await this.sandbox.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Sends a request, and returns the response. */
  async send(request: ClientRequest | AwsCall = {}): Promise<Answer> {
    return 'target' in request
      ? callAws(request, this.sandbox.awsEndpoint)
      : send(await this.signed(request), this.port, this.authority);
  }

  private async signed({ signature, ...request }: ClientRequest): Promise<ClientRequest> {
    if (!signature) return request;
    const session = await assumedRole(signature.role, this.sandbox.awsEndpoint);
    return signedRequest(request, signature, session);
  }

  /** Returns a problem if the response without the mistakes is not the expected one; otherwise none. */
  async control({ request, control }: FidelityCase): Promise<readonly string[]> {
    const { status } = await this.send(request);
    const isExpected = control === undefined ? status >= 200 && status < 300 : status === control;
    return isExpected ? [] : [`answer.status: expected ${control ?? 'success'}, got ${status}`];
  }

  /** Returns the differences of response and cause from the case; none if it passes. */
  async run({ request, answer, cause }: FidelityCase): Promise<readonly string[]> {
    const response = await this.send(request);
    return [...differences(answer, response), ...causeDifferences(cause, this.latest())];
  }

  private latest(): TraceDescription {
    const [request] = this.sandbox.requests({ limit: 1 });
    const trace = request && this.sandbox.explain(request.requestId);
    if (!trace) throw new Error('the sandbox has no trace of the request');
    return trace;
  }
}

function isOfSecondDeployment({ afterServices = false }: TemplateEdit): boolean {
  return afterServices;
}

function isRemoval({ at, value }: TemplateEdit): boolean {
  return at.length === 0 && value === undefined;
}

function causeDifferences(cause: Cause, trace: TraceDescription): readonly string[] {
  const { outcome = 'refused', hop, decision, detail } = cause;
  const found = refusal(trace) ?? trace.hops.at(-1);
  const expected = {
    name: hop,
    outcome,
    ...(decision === undefined ? {} : { decision }),
    ...(detail === undefined ? {} : { detail: containing(detail) }),
  };
  return differences(expected, found, 'cause');
}

/** Returns the hop that refused a request: that of an AWS API call, which explains the function's response, first. */
function refusal({ hops, calls }: TraceDescription): Hop | undefined {
  const inCalls = calls.map(refusal).find((hop) => hop !== undefined);
  return inCalls ?? hops.find(({ outcome }) => outcome === 'refused');
}
