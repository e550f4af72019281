/** The routes for details that a page loads when they are shown. */
import { reasonOf } from '@sandbox/kernel/one-line';
import type { HopDescription, TraceDescription } from '@sandbox/kernel/trace';
import type { Traces } from '@sandbox/kernel/traces';
import type { Account } from '@sandbox/services/account';
import { failure, localJson, type LocalRoute, type RouteRequest } from '../control-api/local-api';
import { apisOf, documentOf, type ReachedApi } from './apis';
import type { SourceLocations } from './source-locations';
import type { Exchanges } from './exchanges';
import { functionInfos, logPage } from './functions';
import { metricSeries } from './metrics';
import { send, sendSchema } from './send';
import { stackDetail } from './stack-details';
import { requestSummary } from './summaries';
import { itemPage, tableInfos } from './tables';
import type { ApiInfo, SourceLocation, RequestDetail, SandboxAddresses } from './wire';

export interface RoutesProps {
  readonly accounts: () => readonly Account[];
  readonly traces: Traces;
  readonly exchanges: Exchanges;
  readonly code: SourceLocations;
  readonly addresses: () => SandboxAddresses;
  readonly apis: () => readonly ReachedApi[];
  /** Returns the committed OpenAPI document of a stack's API; undefined if there is none. */
  readonly document: (stack: string) => unknown;
}

type Handler = LocalRoute['handle'];

const MAX_CALLS = 200;

export function consoleRoutes(props: RoutesProps): readonly LocalRoute[] {
  const { accounts, exchanges, traces } = props;
  const stacks = () => accounts().flatMap((account) => account.stacks.list);
  const apis = () => apisOf(stacks(), props.apis(), (stack) => props.document(stack) !== undefined);
  return [
    get(/^\/requests\/([\w-]+)$/, ({ captured: [id = ''] }) => {
      const trace = traces.find(id)?.describe();
      if (!trace) return failure(404, `Unknown request ${id}; only recent requests are kept`);
      const exchange = exchanges.find(trace.requestId);
      const detail: RequestDetail = {
        trace,
        ...(exchange && { exchange }),
        code: codeOf(trace, props.code),
      };
      return localJson(200, detail);
    }),
    get(/^\/calls$/, () => localJson(200, awsCalls(traces))),
    get(/^\/stacks\/(\d+)\/([\w-]+)$/, ({ captured: [account, name] }) => {
      const found = stacks().find((stack) => stack.account === account && stack.name === name);
      if (found) return localJson(200, stackDetail(found, props.code));
      return failure(404, `There is no stack ${name ?? ''} in account ${account ?? ''}`);
    }),
    get(/^\/functions$/, () => localJson(200, functionInfos(accounts()))),
    get(/^\/logs$/, (request) => logs(accounts(), request)),
    get(/^\/tables$/, () => localJson(200, tableInfos(stacks()))),
    get(/^\/items$/, (request) => items(accounts(), request)),
    get(/^\/metrics$/, () => localJson(200, metricSeries(accounts()))),
    get(/^\/apis$/, () => localJson(200, apis())),
    get(/^\/openapi$/, ({ query }) => {
      const api = apis().find(({ constructPath }) => constructPath === query.get('api'));
      if (!api) return failure(404, `There is no API ${query.get('api') ?? ''}`);
      return localJson(200, servedAt(props.document(api.stack) ?? documentOf(api), api));
    }),
    {
      method: 'POST',
      path: /^\/send$/,
      handle: async ({ body }) => {
        const request = sendSchema.safeParse(parseJson(body));
        if (request.success) return localJson(200, await send(request.data, props.addresses()));
        const [issue] = request.error.issues;
        return failure(400, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
      },
    },
  ];
}

function get(path: RegExp, handle: Handler): LocalRoute {
  return { method: 'GET', path, handle };
}

function logs(accounts: readonly Account[], { query }: RouteRequest) {
  const after = Number(query.get('after') ?? '0');
  if (!Number.isInteger(after) || after < 0) {
    return failure(400, `after must be a whole number, got "${query.get('after') ?? ''}"`);
  }
  const account = accounts.find(({ id }) => id === query.get('account'));
  const group = account?.logs.group(query.get('group') ?? '');
  if (group) return localJson(200, logPage(group.events, after));
  return failure(404, `There is no log group ${query.get('group') ?? ''}`);
}

async function items(accounts: readonly Account[], { query }: RouteRequest) {
  const account = accounts.find(({ id }) => id === query.get('account'));
  const table = query.get('table') ?? '';
  if (!account) return failure(404, `There is no account ${query.get('account') ?? ''}`);
  try {
    return localJson(200, await itemPage(account, table, query.get('start') ?? undefined));
  } catch (error) {
    return failure(400, reasonOf(error));
  }
}

/** Returns the AWS API calls, including those that requests caused; newest first. */
function awsCalls(traces: Traces) {
  return traces
    .list()
    .flatMap((trace) => (/^\S+ /.test(trace.request) ? trace.calls : [trace, ...trace.calls]))
    .map(requestSummary)
    .sort((one, other) => (one.startedAt < other.startedAt ? 1 : -1))
    .slice(0, MAX_CALLS);
}

/**
 * Returns the source locations of all resources that decided about a request, by construct path.
 */
function codeOf(
  trace: TraceDescription,
  locations: SourceLocations,
): Readonly<Record<string, readonly SourceLocation[]>> {
  const paths = new Set([trace, ...trace.calls].flatMap(({ hops }) => hops.flatMap(pathsOf)));
  return Object.fromEntries([...paths].map((path) => [path, locations.of(path)]));
}

function pathsOf({ decision }: HopDescription): readonly string[] {
  if (!decision) return [];
  if (decision.kind === 'rule') return decision.constructPaths;
  return decision.policies.map(({ where }) => where);
}

/** Returns the document with the URL of the deployed API as its server. */
function servedAt(document: unknown, { locations: [place] }: ApiInfo): unknown {
  const servers = place && [{ url: `https://${place.host}${place.basePath}` }];
  return { ...Object(document), ...(servers && { servers }) } as unknown;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
