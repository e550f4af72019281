/** Runs cases: a sandbox with their mistakes, their requests, and what the sandbox tells of them. */
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
 * Starts a sandbox of the real templates once, so that those of the cases find their custom resources
 * answered; returns the data folder.
 */
export async function prepare({ Sandbox }: SandboxModule, folder: string): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const props = { dataDir: folder, port: 0, awsPort: 0, warmUp: false };
  await (await Sandbox.start({ ...props, assemblies: assembliesWith([], folder) })).stop();
  return folder;
}

/** A sandbox for cases that have the same mistakes in their templates. */
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
   * Updates the stacks of a stopped sandbox with the mistakes, as a deployment of them would. A stack
   * is created again where one of its resources is taken out: CloudFormation removes it only after it has
   * made the deployment of an API, which would still have it.
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
    const anew = new Set(edits.filter(isRemoval).map(({ app }) => app));
    const last = new Set(edits.filter(isOfSecondDeployment).map(({ app }) => app));
    const updates = edits.filter((edit) => !anew.has(edit.app) && !isOfSecondDeployment(edit));
    let sandbox: Sandbox | undefined;
    try {
      sandbox = await Sandbox.start({
        assemblies: assembliesWith(updates, assemblies),
        dataDir: join(folder, 'data'),
        port: 0,
        awsPort: 0,
        warmUp: false,
      });
      for (const app of anew) {
        await sandbox.destroy(assemblyWith(app, [], assemblies));
        await sandbox.deploy(assemblyWith(app, edits, assemblies));
      }
      for (const app of last) await sandbox.deploy(assemblyWith(app, edits, assemblies));
      return new CaseRunner(folder, sandbox);
    } catch (error) {
      await sandbox?.stop();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Where the sandbox deploys what it should refuse, or refuses it otherwise; nothing where it is right. */
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

  async ask(request: ClientRequest | AwsCall = {}): Promise<Answer> {
    return 'target' in request
      ? callAws(request, this.sandbox.awsEndpoint)
      : send(await this.signed(request), this.port, this.authority);
  }

  private async signed({ signature, ...request }: ClientRequest): Promise<ClientRequest> {
    if (!signature) return request;
    const session = await assumedRole(signature.role, this.sandbox.awsEndpoint);
    return signedRequest(request, signature, session);
  }

  /** Where the request of a case is refused also without the mistakes in the templates. */
  async control({ request, control }: FidelityCase): Promise<readonly string[]> {
    const { status } = await this.ask(request);
    const isExpected = control === undefined ? status >= 200 && status < 300 : status === control;
    return isExpected ? [] : [`answer.status: expected ${control ?? 'success'}, got ${status}`];
  }

  /** Where the sandbox answers or explains otherwise than the case says; nothing where it is right. */
  async run({ request, answer, cause }: FidelityCase): Promise<readonly string[]> {
    const answered = await this.ask(request);
    return [...differences(answer, answered), ...causeDifferences(cause, this.latest())];
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

/** What a call of the function met is the cause of what the function answered. */
function refusal({ hops, calls }: TraceDescription): Hop | undefined {
  const inCalls = calls.map(refusal).find((hop) => hop !== undefined);
  return inCalls ?? hops.find(({ outcome }) => outcome === 'refused');
}
