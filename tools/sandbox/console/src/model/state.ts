/** The page's state of the sandbox, built from the events of the feed and bounded in size. */
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
  /** Newest first. */
  readonly requests: readonly RequestSummary[];
  /** The number of requests that were not sent to this page. */
  readonly dropped: number;
  /** Newest first. */
  readonly activity: readonly Activity[];
  /** Oldest first. */
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
export function reduce(state: State, message: FeedMessage): State {
  switch (message.name) {
    case 'snapshot':
      return snapshot(state, message.data);
    case 'requests':
      return {
        ...state,
        requests: [...message.data.requests]
          .reverse()
          .concat(state.requests)
          .slice(0, MAX_REQUESTS),
        dropped: state.dropped + message.data.dropped,
      };
    case 'activity':
      return {
        ...state,
        activity: [...message.data].reverse().concat(state.activity).slice(0, MAX_ACTIVITY),
      };
    case 'traffic':
      return { ...state, traffic: merged(state.traffic, message.data) };
    case 'topology':
      return { ...state, topology: message.data };
    case 'stacks':
      return { ...state, stacks: message.data };
  }
}

/**
 * Returns the state after a snapshot; after a reconnection to the same start of the sandbox, it
 * keeps the page's earlier requests.
 */
function snapshot(state: State, data: FeedEvents['snapshot']): State {
  const { instance, sandbox, topology, stacks, requests, activity, traffic } = data;
  const isSame = state.instance === instance;
  const newest = [...requests.requests].reverse();
  const newIds = new Set(newest.map(({ requestId }) => requestId));
  const before = isSame ? state.requests.filter(({ requestId }) => !newIds.has(requestId)) : [];
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
  previous: readonly TrafficPoint[],
  updated: readonly TrafficPoint[],
): readonly TrafficPoint[] {
  const keyOf = ({ host, at }: TrafficPoint) => `${at} ${host}`;
  const renewed = new Set(updated.map(keyOf));
  return [...previous.filter((point) => !renewed.has(keyOf(point))), ...updated].slice(
    -MAX_TRAFFIC_POINTS,
  );
}
