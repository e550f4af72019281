/** The servers of a sandbox: the AWS APIs, the HTTPS port and the console. */
import type { OnStackEvent } from '@sandbox/engine/stack-events';
import { AwsApi } from '@sandbox/front-doors/aws-api/aws-api';
import { Console } from '@sandbox/front-doors/console/console';
import type { LocalRoute } from '@sandbox/front-doors/control-api/local-api';
import type { Certificate } from '@sandbox/front-doors/https/certificate';
import {
  authorityFile,
  listenerCertificate,
  provideAuthority,
} from '@sandbox/front-doors/https/certificates';
import { FunctionClients } from '@sandbox/front-doors/https/function-clients';
import { HttpsListener } from '@sandbox/front-doors/https/listener';
import { reasonOf } from '@sandbox/kernel/one-line';
import type { Traces } from '@sandbox/kernel/traces';
import type { Account } from '@sandbox/services/account';
import { awaitListening } from './ports';
import { checkPublishedState, publishState } from './published-state';
import type { SandboxProps } from './sandbox-props';
import { apiLocations, certificateNames, servedApis, type ApiLocation } from './served-apis';

export interface ServersProps extends Pick<
  SandboxProps,
  'awsPort' | 'console' | 'dataDir' | 'onAnswered' | 'port' | 'print'
> {
  readonly accounts: () => readonly Account[];
  readonly traces: Traces;
  /** Other routes on the port of the AWS APIs. */
  readonly localRoutes: readonly LocalRoute[];
}

export class Servers {
  readonly awsApi: AwsApi;
  /** Functions as clients of the HTTPS port. */
  readonly functionClients = new FunctionClients({
    accounts: () => this.props.accounts(),
    accept: (socket) => (this.listener ? this.listener.accept(socket) : socket.destroy()),
  });
  private readonly console: Console | undefined;
  private listener: HttpsListener | undefined;
  private port = 0;
  private endpoint = '';
  private consolePage = '';

  constructor(private readonly props: ServersProps) {
    const { accounts, traces, localRoutes } = props;
    this.awsApi = new AwsApi(accounts, traces, localRoutes, this.print);
    this.console =
      props.console &&
      new Console({
        ...props.console,
        traces,
        accounts,
        apis: () => servedApis(accounts()),
        addresses: () => ({
          httpsPort: this.port,
          awsEndpoint: this.endpoint,
          authorityFile: this.authorityFile,
        }),
        print: (line) => props.print?.(line),
      });
  }

  /** The endpoint of the AWS APIs, such as `http://127.0.0.1:4566`; empty before they listen. */
  get awsEndpoint(): string {
    return this.endpoint;
  }

  /** The URL of the console, such as `http://127.0.0.1:8400`; empty if it is not served. */
  get consoleUrl(): string {
    return this.consolePage;
  }

  /** The path of the CA certificate that clients have to trust (PEM). */
  get authorityFile(): string {
    return authorityFile(this.props.dataDir);
  }

  /** The base URLs of all APIs, and of host names that do not lead to an API yet, sorted. */
  get serviceUrls(): readonly string[] {
    return apiLocations(this.props.accounts())
      .map((location) => this.urlOf(location))
      .sort();
  }

  /** Returns the URL of an API location, such as `https://food.orders.localhost:8443/v1`. */
  urlOf({ host, basePath }: ApiLocation): string {
    return `https://${host}:${this.port}${basePath}`;
  }

  /**
   * Serves the AWS APIs.
   *
   * @throws {PortError} when the port is not available.
   */
  async startAwsApis(): Promise<void> {
    const { dataDir, awsPort } = this.props;
    await provideAuthority(dataDir, this.print);
    checkPublishedState(dataDir, this.print);
    this.endpoint = await awaitListening('--aws-port', awsPort, this.awsApi.start(awsPort));
  }

  /**
   * Serves the names of all APIs.
   *
   * @throws {PortError} when the port is not available.
   */
  async startListener(): Promise<void> {
    const { accounts, onAnswered, port, traces } = this.props;
    this.listener = new HttpsListener({
      certificate: await this.certificate(),
      accounts,
      clientAt: (clientPort) => this.functionClients.at(clientPort),
      traces,
      onAnswered: (trace) => {
        this.console?.answered(trace);
        onAnswered?.(trace);
      },
      onExchanged: this.console?.exchanged,
    });
    this.port = await awaitListening('--port', port, this.listener.start(port));
    this.publishState();
  }

  /**
   * Serves the console, if it is enabled.
   *
   * @throws {PortError} when the port is not available.
   */
  async startConsole(): Promise<void> {
    const { console: options } = this.props;
    if (!options || !this.console) return;
    this.consolePage = await awaitListening('--console-port', options.port, this.console.start());
  }

  /**
   * Publishes new host names after a deployment. A failure is only reported, since the deployment itself
   * succeeded; the next deployment tries again.
   */
  async publishNewNames(): Promise<void> {
    try {
      await this.publishNames();
    } catch (error) {
      this.print(`sandbox.json could not be updated with new names: ${reasonOf(error)}`);
    }
  }

  /** Prints one line about an event outside of requests, and shows it in the console. */
  readonly print = (line: string): void => {
    this.note(line);
    this.props.print?.(line);
  };

  /** Shows one line in the console. */
  note(line: string): void {
    this.console?.note(line);
  }

  /** Shows in the console that an assembly is deployed. */
  deploys(folder: string): void {
    this.console?.deploys(folder);
  }

  /** Shows an event of a stack in the console. */
  readonly stackEvent: OnStackEvent = (event) => {
    this.console?.stackEvent(event);
  };

  /**
   * Completes the requests in flight and stops. The servers stop from the outside in: requests need functions, and
   * functions the AWS APIs.
   */
  async stop(): Promise<void> {
    await this.console?.stop();
    await this.listener?.stop();
    await this.awsApi.settled();
    for (const { lambda } of this.props.accounts()) lambda.stop();
    await this.awsApi.stop();
  }

  private certificate(): Promise<Certificate> {
    const names = certificateNames(this.props.accounts());
    return listenerCertificate(this.props.dataDir, names, this.print);
  }

  /** Updates the certificate and the published state with the names of all APIs. */
  private async publishNames(): Promise<void> {
    this.listener?.renewCertificate(await this.certificate());
    this.publishState();
  }

  private publishState(): void {
    const { serviceUrls: services, authorityFile: authority, awsEndpoint: aws } = this;
    publishState(this.props.dataDir, { pid: process.pid, services, authority, aws });
  }
}
