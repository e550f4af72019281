/**
 * Runs synthesized stacks in local accounts: deploys their templates, and then serves requests as the
 * deployed architecture would.
 */
import { readAssembly, type StackArtifact } from '@sandbox/engine/assembly';
import type { StackView } from '@sandbox/engine/deployed-stack';
import { importOrder } from '@sandbox/engine/import-order';
import type { OnStackEvent } from '@sandbox/engine/stack-events';
import type { StackResource } from '@sandbox/engine/stack-state';
import { assertSupported } from '@sandbox/engine/unsupported';
import { deploymentRoutes } from '@sandbox/front-doors/control-api/deployments';
import { functionLogRoutes } from '@sandbox/front-doors/control-api/function-logs';
import type { Invocation } from '@sandbox/kernel/invocation';
import { reasonOf } from '@sandbox/kernel/one-line';
import type { TraceDescription } from '@sandbox/kernel/trace';
import type { Account } from '@sandbox/services/account';
import { emulatedTypes } from '@sandbox/services/emulated-types';
import { functionLabels } from '@sandbox/services/lambda/function-label';
import { missingNodes } from '@sandbox/services/lambda/node-versions';
import { Accounts, restore } from './accounts';
import { DataFolder } from './data-folder';
import { assertPlacement, openEnvironments } from './placement';
import { Inspection } from './inspection';
import { Records } from './records';
import type { SandboxProps } from './sandbox-props';
import { SecretChecks } from './secret-checks';
import { servedApis, type ApiLocation, type ServedApi } from './served-apis';
import { Servers } from './servers';
import { readsSecrets, Syntheses, type Assembly } from './syntheses';
import { SupportedTemplates } from './supported-templates';

export type { SandboxProps } from './sandbox-props';

/** A deployed function and its code. */
export interface RunningFunction {
  readonly arn: string;
  /** The folder of its code. */
  readonly codeFolder: string;
}

export class Sandbox {
  private readonly records = new Records();
  private readonly servers: Servers;
  private readonly accounts: Accounts;
  private readonly syntheses: Syntheses;
  private warm: Promise<void> = Promise.resolve();
  private folder: DataFolder | undefined;
  private inspection: Inspection | undefined;

  private constructor(private readonly props: SandboxProps) {
    this.servers = new Servers({
      ...props,
      accounts: () => this.accountList,
      traces: this.records.traces,
      localRoutes: [
        ...deploymentRoutes({
          deploy: (assembly, onEvent) => this.deploy(assembly, onEvent),
          destroy: (assembly, onEvent) => this.destroy(assembly, onEvent),
        }),
        ...functionLogRoutes(this.records.logs, () => functionLabels(this.accountList)),
      ],
    });
    const { awsApi, functionClients, print } = this.servers;
    const awsEndpoint = () => this.awsEndpoint;
    this.accounts = new Accounts({
      dataDir: props.dataDir,
      awsEndpoint,
      responses: awsApi,
      inspectorOf: (label) => this.inspection?.of(label),
      functionClients,
      onInvocation: (invocation) => this.invoked(invocation),
      print,
    });
    this.syntheses = new Syntheses({
      synthesis: props.synthesis,
      checks: new SecretChecks(awsApi),
      dataDir: props.dataDir,
      read: (folder) => this.read(folder),
      awsEndpoint,
      print,
    });
  }

  /**
   * Deploys the assemblies and starts to serve requests.
   *
   * @throws {Error} when a template, the data folder or a port can't be used; nothing keeps running.
   */
  static async start(props: SandboxProps): Promise<Sandbox> {
    const sandbox = new Sandbox(props);
    try {
      await sandbox.deployAll();
      await sandbox.servers.startListener();
      // A function may call names that the sandbox serves while it loads. Its process starts beside this one.
      sandbox.warm = sandbox.warmUp();
      await sandbox.servers.startConsole();
      // A debugger can only attach to running processes.
      if (props.inspect) await sandbox.warm;
    } catch (error) {
      await sandbox.stop();
      throw error;
    }
    return sandbox;
  }

  /** Resolves when the functions that are started in advance have loaded, or failed to. */
  get functionsLoaded(): Promise<void> {
    return this.warm;
  }

  /** The base URLs of all APIs, and of host names that do not lead to an API yet, sorted. */
  get serviceUrls(): readonly string[] {
    return this.servers.serviceUrls;
  }

  /** All stages of all APIs, with their locations. */
  get apis(): readonly ServedApi[] {
    return servedApis(this.accountList);
  }

  /** Returns the URL of an API location, such as `https://food.orders.localhost:8443/v1`. */
  urlOf(location: ApiLocation): string {
    return this.servers.urlOf(location);
  }

  /** The path of the CA certificate that clients have to trust (PEM). */
  get authorityFile(): string {
    return this.servers.authorityFile;
  }

  /** The endpoint of the AWS APIs, such as `http://127.0.0.1:4566`. */
  get awsEndpoint(): string {
    return this.servers.awsEndpoint;
  }

  /** The functions that debuggers can attach to, with their addresses. */
  get inspectors(): Inspection['list'] {
    return this.inspection?.list ?? [];
  }

  /** The URL of the console, such as `http://127.0.0.1:8400`; empty if it is not served. */
  get consoleUrl(): string {
    return this.servers.consoleUrl;
  }

  get stacks(): readonly StackView[] {
    return this.accountList.flatMap(({ stacks }) => stacks.list);
  }

  /** Resources of types that the sandbox does not emulate: they have a name and an ARN, but no effect. */
  get namedOnly(): readonly StackResource[] {
    return this.accountList.flatMap(({ stacks }) => stacks.namedOnly);
  }

  /** What was damaged or could not be restored after a restart, one line each. */
  get problems(): readonly string[] {
    return this.accountList.flatMap(({ stacks, dynamodb }) => [
      ...stacks.problems,
      ...dynamodb.problems,
    ]);
  }

  /** A line for each runtime whose Node.js version is not installed, so that its functions run on another one. */
  get missingNodes(): readonly string[] {
    const functions = this.accountList.flatMap(({ lambda }) => lambda.all);
    return missingNodes(functions.map(({ runtime }) => runtime));
  }

  /** All deployed functions. */
  get functions(): readonly RunningFunction[] {
    return this.accountList.flatMap(({ lambda }) =>
      lambda.all.map(({ arn, codeFolder }) => ({ arn, codeFolder })),
    );
  }

  /**
   * Replaces the code of a function until its next deployment, as hot reload does.
   *
   * @param codeFolder the folder of the code.
   * @throws {Error} when there is no such function.
   */
  reload(functionArn: string, codeFolder: string): void {
    const lambdas = this.accountList.map(({ lambda }) => lambda);
    const owner = lambdas.find(({ all }) => all.some(({ arn }) => arn === functionArn));
    if (!owner) throw new Error(`There is no function ${functionArn}`);
    owner.reload(functionArn, codeFolder);
  }

  /** @internal for tests of this project */
  get accountList(): readonly Account[] {
    return this.accounts.list;
  }

  /**
   * Creates or updates the stacks of a cloud assembly. Requests are served meanwhile.
   *
   * @param folder the assembly's.
   * @param onEvent called with each event of its stacks.
   * @returns one line for each stack that was synthesized with an outdated value of a secret, with the
   *   command that deploys it again.
   * @throws {RefusedReadError} when a stack is not allowed to read a secret that it was synthesized with.
   * @throws {Error} when a stack can't be deployed; it is rolled back.
   */
  async deploy(folder: string, onEvent?: OnStackEvent): Promise<readonly string[]> {
    const artifacts = this.read(folder);
    assertPlacement(artifacts);
    this.accounts.assertRegions(artifacts);
    await restore(this.accounts.add(artifacts));
    try {
      const stacks = await this.syntheses.upToDate({ folder, stacks: artifacts });
      await this.accounts.deploy(stacks, this.withConsole(onEvent));
    } finally {
      await this.servers.publishNewNames();
    }
    return this.syntheses.outdated(this.stacks);
  }

  /**
   * Deletes the stacks of a cloud assembly in reverse order; one that does not exist counts as deleted.
   *
   * @returns lines as from {@link deploy}.
   * @throws {Error} when a stack can't be deleted; those after it are not deleted then.
   */
  async destroy(folder: string, onEvent?: OnStackEvent): Promise<readonly string[]> {
    try {
      await this.accounts.destroy(this.read(folder), this.withConsole(onEvent));
    } finally {
      await this.servers.publishNewNames();
    }
    return this.syntheses.outdated(this.stacks);
  }

  /**
   * Returns the trace of a recent request, with what decided each hop; undefined if there is none.
   *
   * @param requestId or its beginning, or a trace ID. @default the latest refused request
   */
  explain(requestId?: string): TraceDescription | undefined {
    return this.records.explain(requestId);
  }

  /** Returns recent requests, newest first. */
  requests(query?: { readonly refused?: boolean; readonly limit?: number }) {
    return this.records.requests(query);
  }

  /** Shows one line in the console, such as about a hot reload. */
  note(line: string): void {
    this.servers.note(line);
  }

  /** Completes the requests in flight and stops: the servers first, then the databases that they need. */
  async stop(): Promise<void> {
    try {
      await this.servers.stop();
      await Promise.all(this.accountList.map((account) => account.stop()));
    } finally {
      this.inspection?.close();
      this.folder?.release();
      this.folder = undefined;
    }
  }

  /** Passes the events of an operation to the console, too. */
  private withConsole(onEvent?: OnStackEvent): OnStackEvent {
    return (event) => {
      this.servers.stackEvent(event);
      onEvent?.(event);
    };
  }

  private invoked(invocation: Invocation): void {
    this.records.invoked(invocation);
    this.props.onInvocation?.(invocation);
  }

  private async deployAll(): Promise<void> {
    const { print } = this.servers;
    const assemblies = this.props.assemblies.map((folder) => ({
      folder,
      stacks: this.read(folder),
    }));
    const artifacts = assemblies.flatMap(({ stacks }) => stacks);
    assertPlacement(artifacts);
    const supported = new SupportedTemplates(this.props.dataDir);
    assertSupported(artifacts, emulatedTypes, (artifact) => supported.has(artifact));
    for (const line of openEnvironments(artifacts)) print(line);
    const { inspect } = this.props;
    if (inspect) this.inspection = await Inspection.start(inspect, artifacts, print);
    this.folder = DataFolder.take(this.props.dataDir);
    supported.record(artifacts);
    await this.servers.startAwsApis();
    this.accounts.add(this.folder.accounts());
    this.accounts.assertRegions(artifacts);
    this.accounts.add(artifacts);
    await restore(this.accountList);
    await this.deployAssemblies(assemblies.filter((one) => !readsSecrets(one)));
    await this.deployAssemblies(assemblies.filter(readsSecrets));
  }

  private async deployAssemblies(assemblies: readonly Assembly[]): Promise<void> {
    const artifacts: (readonly StackArtifact[])[] = [];
    for (const assembly of assemblies) artifacts.push(await this.syntheses.upToDate(assembly));
    // Waits for all of them before an error is thrown, so that no database is closed while it is
    // used.
    const deployed = await Promise.allSettled(
      importOrder(artifacts).map((sequence) => this.accounts.deploy(sequence, this.withConsole())),
    );
    for (const result of deployed) if (result.status === 'rejected') throw result.reason;
  }

  private read(folder: string): readonly StackArtifact[] {
    this.servers.deploys(folder);
    return readAssembly(folder, this.props.environment);
  }

  /**
   * Starts an execution environment of each function, if that is enabled, while requests are
   * served. One after the other, to leave CPU time for the first requests.
   */
  private async warmUp(): Promise<void> {
    if (this.props.warmUp === false) return;
    for (const { id, lambda } of this.accountList) {
      try {
        await lambda.warmUp();
      } catch (error) {
        const reason = reasonOf(error);
        this.servers.print(`The functions of ${id} could not be started in advance: ${reason}`);
      }
    }
  }
}
