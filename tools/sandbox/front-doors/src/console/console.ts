/** The console of one sandbox: its records of requests and deployments, and its server. */
import type { StackEvent } from '@sandbox/engine/stack-state';
import type { HttpRequest, HttpResponse } from '@sandbox/kernel/http';
import type { Trace } from '@sandbox/kernel/trace';
import type { Traces } from '@sandbox/kernel/traces';
import type { Account } from '@sandbox/services/account';
import type { ReachedApi } from './apis';
import { SourceLocations } from './source-locations';
import { ConsoleServer } from './console-server';
import { Exchanges } from './exchanges';
import { Feed } from './feed';
import { consoleRoutes } from './routes';
import { stackSummary } from './stack-details';
import { topologyOf } from './topology';
import type { SandboxAddresses } from './wire';

/** The options of the console when a sandbox is started. */
export interface ConsoleOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** The folder of the built page. */
  readonly folder: string;
  /** The root folder of the deployed apps' sources, for source locations. */
  readonly sourceRoot: string;
  /** Returns the OpenAPI document of a stack's API. @default no stack has one */
  readonly document?: (stack: string) => unknown;
}

export interface ConsoleProps extends ConsoleOptions {
  readonly traces: Traces;
  readonly accounts: () => readonly Account[];
  readonly apis: () => readonly ReachedApi[];
  readonly addresses: () => SandboxAddresses;
  readonly print: (line: string) => void;
}

export class Console {
  private readonly exchanges = new Exchanges();
  private readonly code: SourceLocations;
  private readonly feed: Feed;
  private readonly server: ConsoleServer;

  constructor(private readonly props: ConsoleProps) {
    const { traces, accounts, apis, addresses, sourceRoot, folder, print } = props;
    const stacks = () => accounts().flatMap((account) => account.stacks.list);
    this.code = new SourceLocations(sourceRoot, print);
    this.feed = new Feed({
      traces,
      addresses,
      topology: () => topologyOf(stacks()),
      stacks: () => stacks().map(stackSummary),
    });
    const routes = consoleRoutes({
      ...{ accounts, traces, apis, addresses },
      exchanges: this.exchanges,
      code: this.code,
      document: (stack) => props.document?.(stack),
    });
    this.server = new ConsoleServer({ feed: this.feed, routes, folder, print });
  }

  /** Returns the URL of the page. */
  start(): Promise<string> {
    return this.server.start(this.props.port);
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  /** Records a client's request with its response, to be shown and resent. */
  readonly exchanged = (
    { requestId }: Trace,
    request: HttpRequest,
    answer: HttpResponse | undefined,
  ): void => this.exchanges.add(requestId, request, answer);

  answered(trace: Trace): void {
    this.feed.answered(trace);
  }

  /** @param folder of a cloud assembly that is about to be deployed. */
  deploys(folder: string): void {
    this.code.add(folder);
  }

  /** @param event an event of any stack, as it happens. */
  stackEvent(event: StackEvent): void {
    this.feed.stackEvent(event);
  }

  note(line: string): void {
    this.feed.note(line);
  }
}
