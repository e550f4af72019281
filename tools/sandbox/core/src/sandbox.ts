/**
 * Runs synthesized stacks as local accounts: deploys their templates, then answers requests the way
 * the deployed architecture would.
 */
import { readAssembly, type StackArtifact } from '@sandbox/engine/assembly';
import type { StackView } from '@sandbox/engine/deployed-stack';
import { importOrder } from '@sandbox/engine/import-order';
import type { OnStackEvent } from '@sandbox/engine/stack-events';
import type { StackResource } from '@sandbox/engine/stack-state';
import { assertSupported } from '@sandbox/engine/unsupported';
import { AwsApi } from '@sandbox/front-doors/aws-api/aws-api';
import { Console, type ConsoleOptions } from '@sandbox/front-doors/console/console';
import { functionLogRoutes } from '@sandbox/front-doors/control-api/function-logs';
import { deploymentRoutes } from '@sandbox/front-doors/control-api/deployments';
import {
  authorityFile,
  listenerCertificate,
  provideAuthority,
  type Certificate,
} from '@sandbox/front-doors/https/certificates';
import { FunctionClients } from '@sandbox/front-doors/https/function-clients';
import { HttpsListener } from '@sandbox/front-doors/https/listener';
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
import { readsSecrets, Syntheses, type Assembly } from './syntheses';
import { checkPublishedState, publishState } from './published-state';
import {
  certifiedNames,
  servedApis,
  servedPlaces,
  type Place,
  type ServedApi,
} from './served-apis';
import { portTakenNamed } from './ports';

export type { SandboxProps } from './sandbox-props';

/** What a function runs. */
export interface RunningFunction {
  readonly arn: string;
  /** The folder of its code. */
  readonly codeFolder: string;
}

export class Sandbox {
  private readonly records = new Records();
  private readonly awsApi = new AwsApi(
    () => this.accounts.list,
    this.records.traces,
    [
      ...deploymentRoutes({
        deploy: (assembly, onEvent) => this.deploy(assembly, onEvent),
        destroy: (assembly, onEvent) => this.destroy(assembly, onEvent),
      }),
      ...functionLogRoutes(this.records.logs, () => functionLabels(this.accountList)),
    ],
    (line) => this.print(line),
  );
  private folder: DataFolder | undefined;
  private inspection: Inspection | undefined;
  private listener: HttpsListener | undefined;
  private readonly console: Console | undefined;
  private port = 0;
  private endpoint = '';
  private consolePage = '';

  private readonly functionClients = new FunctionClients({
    accounts: () => this.accountList,
    accept: (socket) => (this.listener ? this.listener.accept(socket) : socket.destroy()),
  });
  private readonly accounts: Accounts;
  private readonly syntheses: Syntheses;

  private constructor(private readonly props: SandboxProps) {
    this.accounts = new Accounts({
      dataDir: props.dataDir,
      awsEndpoint: () => this.endpoint,
      responses: this.awsApi,
      inspectorOf: (label) => this.inspection?.of(label),
      functionClients: this.functionClients,
      onInvocation: (invocation) => this.invoked(invocation),
      print: this.print,
    });
    this.syntheses = new Syntheses({
      synthesis: props.synthesis,
      checks: new SecretChecks(this.awsApi),
      dataDir: props.dataDir,
      read: (folder) => this.read(folder),
      awsEndpoint: () => this.endpoint,
      print: this.print,
    });
    this.console = props.console && this.consoleOf(props.console);
  }

  /**
   * Deploys the assemblies and starts to answer.
   *
   * @throws {Error} when a template, the data folder or a port can't be used; nothing is left
   *   running then.
   */
  static async start(props: SandboxProps): Promise<Sandbox> {
    const sandbox = new Sandbox(props);
    try {
      await sandbox.deployAll();
      await sandbox.listen();
    } catch (error) {
      await sandbox.stop();
      throw error;
    }
    return sandbox;
  }

  /** The base URL of each API that clients reach, and of each host name that leads to no API yet. */
  get serviceUrls(): readonly string[] {
    return servedPlaces(this.accountList)
      .map((place) => this.urlOf(place))
      .sort();
  }

  /** Each stage of each API, with where clients reach it. */
  get apis(): readonly ServedApi[] {
    return servedApis(this.accountList);
  }

  /** Returns the URL of a place of an API, such as `https://food.orders.localhost:8443/v1`. */
  urlOf({ host, basePath }: Place): string {
    return `https://${host}:${this.port}${basePath}`;
  }

  /** The file of the certificate authority that clients need. */
  get authorityFile(): string {
    return authorityFile(this.props.dataDir);
  }

  /** Where the AWS APIs answer, such as `http://127.0.0.1:4566`. */
  get awsEndpoint(): string {
    return this.endpoint;
  }

  /** Where debuggers connect to which function. */
  get inspectors(): Inspection['list'] {
    return this.inspection?.list ?? [];
  }

  /** Where the console's page is, such as `http://127.0.0.1:8400`; empty where none is served. */
  get consoleUrl(): string {
    return this.consolePage;
  }

  get stacks(): readonly StackView[] {
    return this.accountList.flatMap(({ stacks }) => stacks.list);
  }

  /** Resources of types that the sandbox does not run: they have a name and an ARN, and no effect. */
  get namedOnly(): readonly StackResource[] {
    return this.accountList.flatMap(({ stacks }) => stacks.namedOnly);
  }

  /** What could not be taken over from before a restart or was damaged, in one line each. */
  get problems(): readonly string[] {
    return this.accountList.flatMap(({ stacks, dynamodb }) => [
      ...stacks.problems,
      ...dynamodb.problems,
    ]);
  }

  /** Runtimes whose functions run on another Node.js, since this machine does not have theirs; a line each. */
  get missingNodes(): readonly string[] {
    const functions = this.accountList.flatMap(({ lambda }) => lambda.all);
    return missingNodes(functions.map(({ runtime }) => runtime));
  }

  /** What each function of the stacks runs. */
  get functions(): readonly RunningFunction[] {
    return this.accountList.flatMap(({ lambda }) =>
      lambda.all.map(({ arn, codeFolder }) => ({ arn, codeFolder })),
    );
  }

  /**
   * Runs a function with other code at once, whatever is deployed: for somebody who is writing it.
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

  /** @internal For the tests of this project. */
  get accountList(): readonly Account[] {
    return this.accounts.list;
  }

  /**
   * Deploys a cloud assembly over what runs, or beside it; requests go on being answered meanwhile.
   *
   * @param folder the assembly, of an app that may be new.
   * @param onEvent called with every event of its stacks.
   * @returns one line for each stack that was synthesized with what a secret no longer holds, with the
   *   command that deploys it.
   * @throws {RefusedReadError} when a stack may not read a secret that it was synthesized with.
   * @throws {Error} when a stack can't be deployed; it is then as it was before.
   */
  async deploy(folder: string, onEvent?: OnStackEvent): Promise<readonly string[]> {
    const artifacts = this.read(folder);
    assertPlacement(artifacts);
    this.accounts.assertRegions(artifacts);
    await restore(this.accounts.add(artifacts));
    try {
      const stacks = await this.syntheses.upToDate({ folder, stacks: artifacts });
      await this.accounts.deploy(stacks, this.told(onEvent));
    } finally {
      await this.publishNewNames();
    }
    return this.syntheses.outdated(this.stacks);
  }

  /**
   * Deletes the stacks of a cloud assembly, the last one first; one that is not there is deleted.
   *
   * @returns lines as {@link deploy}.
   * @throws {Error} at the first stack that can't be deleted.
   */
  async destroy(folder: string, onEvent?: OnStackEvent): Promise<readonly string[]> {
    try {
      await this.accounts.destroy(this.read(folder), this.told(onEvent));
    } finally {
      await this.publishNewNames();
    }
    return this.syntheses.outdated(this.stacks);
  }

  /**
   * Returns the whole way of a request that was answered here, with what decided each hop; undefined
   * where it is not among the last ones.
   *
   * @param requestId or its beginning, or a trace ID. @default the latest request that was refused
   */
  explain(requestId?: string): TraceDescription | undefined {
    return this.records.explain(requestId);
  }

  /** Returns the last requests, the newest first. */
  requests(wanted?: { readonly refused?: boolean; readonly limit?: number }) {
    return this.records.requests(wanted);
  }

  /** Shows one line in the console about what somebody else has done, such as given a function new code. */
  note(line: string): void {
    this.console?.note(line);
  }

  /**
   * Answers what has come in, from the outside inwards: a request needs functions, a function the AWS
   * APIs, and those the databases.
   */
  async stop(): Promise<void> {
    try {
      await this.console?.stop();
      await this.listener?.stop();
      await this.awsApi.settled();
      for (const { lambda } of this.accountList) lambda.stop();
      await this.awsApi.stop();
      await Promise.all(this.accountList.map((account) => account.stop()));
    } finally {
      this.inspection?.close();
      this.folder?.release();
      this.folder = undefined;
    }
  }

  private readonly print = (line: string): void => {
    this.note(line);
    this.props.print?.(line);
  };

  private consoleOf(options: ConsoleOptions): Console {
    return new Console({
      ...options,
      traces: this.records.traces,
      accounts: () => this.accountList,
      apis: () => this.apis,
      places: () => ({
        httpsPort: this.port,
        awsEndpoint: this.endpoint,
        authorityFile: this.authorityFile,
      }),
      print: (line) => this.props.print?.(line),
    });
  }

  /** Has the console follow an operation, too. */
  private told(onEvent?: OnStackEvent): OnStackEvent {
    return (event) => {
      this.console?.stackEvent(event);
      onEvent?.(event);
    };
  }

  private invoked(invocation: Invocation): void {
    this.records.invoked(invocation);
    this.props.onInvocation?.(invocation);
  }

  private async deployAll(): Promise<void> {
    const { dataDir, awsPort } = this.props;
    const assemblies = this.props.assemblies.map((folder) => ({
      folder,
      stacks: this.read(folder),
    }));
    const artifacts = assemblies.flatMap(({ stacks }) => stacks);
    assertPlacement(artifacts);
    assertSupported(artifacts, emulatedTypes);
    for (const line of openEnvironments(artifacts)) this.print(line);
    const { inspect } = this.props;
    if (inspect) this.inspection = await Inspection.start(inspect, artifacts, this.print);
    this.folder = DataFolder.take(dataDir);
    await provideAuthority(dataDir, this.print);
    checkPublishedState(dataDir, this.print);
    this.endpoint = await portTakenNamed('--aws-port', awsPort, this.awsApi.start(awsPort));
    this.accounts.add(this.folder.accounts());
    this.accounts.assertRegions(artifacts);
    this.accounts.add(artifacts);
    await restore(this.accountList);
    await this.deployTogether(assemblies.filter((one) => !readsSecrets(one)));
    await this.deployTogether(assemblies.filter(readsSecrets));
  }

  private async deployTogether(assemblies: readonly Assembly[]): Promise<void> {
    const artifacts: (readonly StackArtifact[])[] = [];
    for (const assembly of assemblies) artifacts.push(await this.syntheses.upToDate(assembly));
    // All have ended before one's error is told, so that no database closes while it is asked.
    const deployed = await Promise.allSettled(
      importOrder(artifacts).map((sequence) => this.accounts.deploy(sequence, this.told())),
    );
    for (const result of deployed) if (result.status === 'rejected') throw result.reason;
  }

  private read(folder: string): readonly StackArtifact[] {
    this.console?.deploys(folder);
    return readAssembly(folder, this.props.environment);
  }

  private async listen(): Promise<void> {
    const { port, onAnswered, warmUp = true } = this.props;
    this.listener = new HttpsListener({
      certificate: await this.certificate(),
      accounts: () => this.accountList,
      clientAt: (port) => this.functionClients.at(port),
      traces: this.records.traces,
      onAnswered: (trace) => {
        this.console?.answered(trace);
        onAnswered?.(trace);
      },
      onExchanged: this.console && this.console.exchanged,
    });
    const warming = warmUp ? this.accountList : [];
    const warm = Promise.all(warming.map((account) => account.lambda.warmUp()));
    this.port = await portTakenNamed('--port', port, this.listener.start(port));
    await warm;
    await this.publishNames();
    await this.openConsole();
  }

  /** Last, so that nothing waits for it. */
  private async openConsole(): Promise<void> {
    const { console: options } = this.props;
    if (!options || !this.console) return;
    const opened = this.console.start();
    this.consolePage = await portTakenNamed('--console-port', options.port, opened);
  }

  private certificate(): Promise<Certificate> {
    return listenerCertificate(this.props.dataDir, certifiedNames(this.accountList), this.print);
  }

  /** Updates the certificate and the file with the sandbox's addresses so that they contain every name. */
  private async publishNames(): Promise<void> {
    const { serviceUrls: services, authorityFile: authority, awsEndpoint: aws } = this;
    this.listener?.renewCertificate(await this.certificate());
    publishState(this.props.dataDir, { pid: process.pid, services, authority, aws });
  }

  /** A deployment is what it is without them: a failure is reported separately, and the next deployment tries again. */
  private async publishNewNames(): Promise<void> {
    try {
      await this.publishNames();
    } catch (error) {
      this.print(`sandbox.json could not be updated with new names: ${reasonOf(error)}`);
    }
  }
}
