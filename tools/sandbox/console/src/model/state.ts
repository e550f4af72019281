/** What a page knows of the sandbox: made of the events of the feed, and bounded like it. */
import type {
  Activity,
  FeedEvents,
  RequestSummary,
  SandboxAddresses,
  StackSummary,
  Topology,
  TrafficPoint,
} from '@sandbox/front-doors/console/wire';

export type Connection = 'connecting' | 'open' | 'lost';

export interface State {
  readonly connection: Connection;
  /** Empty until the first snapshot. */
  readonly instance: string;
  readonly addresses: SandboxAddresses;
  readonly topology: Topology;
  readonly stacks: readonly StackSummary[];
  /** The newest first. */
  readonly requests: readonly RequestSummary[];
  /** The number of requests that were not sent to this page. */
  readonly dropped: number;
  /** The newest first. */
  readonly activity: readonly Activity[];
  /** The oldest first. */
  readonly traffic: readonly TrafficPoint[];
}

export type FeedMessage = {
  [Name in keyof FeedEvents]: { readonly name: Name; readonly data: FeedEvents[Name] };
}[keyof FeedEvents];

const MAX_REQUESTS = 300;
const MAX_ACTIVITY = 300;
const MAX_TRAFFIC_POINTS = 2_000;

export const INITIAL: State = {
  connection: 'connecting',
  instance: '',
  addresses: { httpsPort: 0, awsEndpoint: '', authorityFile: '' },
  topology: { accounts: [], links: [] },
  stacks: [],
  requests: [],
  dropped: 0,
  activity: [],
  traffic: [],
};

/** Returns the state after an event of the feed. */
export function reduce(state: State, told: FeedMessage): State {
  switch (told.name) {
    case 'snapshot':
      return snapshot(state, told.data);
    case 'requests':
      return {
        ...state,
        requests: [...told.data.requests].reverse().concat(state.requests).slice(0, MAX_REQUESTS),
        dropped: state.dropped + told.data.dropped,
      };
    case 'activity':
      return {
        ...state,
        activity: [...told.data].reverse().concat(state.activity).slice(0, MAX_ACTIVITY),
      };
    case 'traffic':
      return { ...state, traffic: merged(state.traffic, told.data) };
    case 'topology':
      return { ...state, topology: told.data };
    case 'stacks':
      return { ...state, stacks: told.data };
  }
}

/** Of the same start, what the page has seen before the connection broke stays. */
function snapshot(state: State, data: FeedEvents['snapshot']): State {
  const { instance, sandbox, topology, stacks, requests, activity, traffic } = data;
  const isSame = state.instance === instance;
  const newest = [...requests.requests].reverse();
  const known = new Set(newest.map(({ requestId }) => requestId));
  const before = isSame ? state.requests.filter(({ requestId }) => !known.has(requestId)) : [];
  return {
    connection: 'open',
    instance,
    addresses: sandbox,
    topology,
    stacks,
    requests: [...newest, ...before].slice(0, MAX_REQUESTS),
    dropped: isSame ? state.dropped + requests.dropped : 0,
    activity: [...activity].reverse(),
    traffic,
  };
}

/** An open interval is sent again with updated figures. */
function merged(
  known: readonly TrafficPoint[],
  told: readonly TrafficPoint[],
): readonly TrafficPoint[] {
  const keyOf = ({ host, at }: TrafficPoint) => `${at} ${host}`;
  const renewed = new Set(told.map(keyOf));
  return [...known.filter((point) => !renewed.has(keyOf(point))), ...told].slice(
    -MAX_TRAFFIC_POINTS,
  );
}
