/**
 * The number and the latencies of the requests to each host name, in intervals of a few seconds.
 */
import type { TrafficPoint } from './wire';

/** Milliseconds of an interval. */
export const INTERVAL = 5_000;

/** The maximum number of intervals: a quarter of an hour. */
const MAX_INTERVALS = 180;

/** The maximum number of host names in an interval; a client may send any. */
const MAX_HOSTS = 50;

/** The label of all other host names. */
const OTHER_HOSTS = '(other hosts)';

/**
 * Durations are counted in logarithmic buckets with a ratio of 1.2, so that a percentile is off by
 * at most a tenth.
 */
const STEP = Math.log(1.2);
const SHORTEST = 0.25;
const STEPS = 80;

interface Counts {
  count: number;
  clientErrors: number;
  serverErrors: number;
  refused: number;
  readonly durations: Uint32Array;
}

export interface Answered {
  readonly host: string;
  readonly ms: number;
  readonly status: number | undefined;
  readonly isRefused: boolean;
}

export class Traffic {
  /** By the start of the interval, oldest first. */
  private readonly intervals = new Map<number, Map<string, Counts>>();

  /** @param now returns the time in milliseconds since the epoch. */
  constructor(private readonly now: () => number = Date.now) {}

  add({ host, ms, status = 0, isRefused }: Answered): void {
    const counts = this.countsOf(host);
    counts.count++;
    if (status >= 500 || status === 0) counts.serverErrors++;
    else if (status >= 400) counts.clientErrors++;
    if (isRefused) counts.refused++;
    const step = stepOf(ms);
    counts.durations[step] = (counts.durations[step] ?? 0) + 1;
  }

  /** Returns all intervals with requests, oldest first. */
  get points(): readonly TrafficPoint[] {
    return [...this.intervals].flatMap(([at, hosts]) => pointsOf(at, hosts));
  }

  /** Returns the current interval and the previous one. */
  get latest(): readonly TrafficPoint[] {
    const current = this.interval;
    return [current - INTERVAL, current].flatMap((at) => pointsOf(at, this.intervals.get(at)));
  }

  private get interval(): number {
    return Math.floor(this.now() / INTERVAL) * INTERVAL;
  }

  private countsOf(host: string): Counts {
    const { interval } = this;
    const hosts = this.intervals.get(interval) ?? new Map<string, Counts>();
    this.intervals.set(interval, hosts);
    const [oldest = 0] = this.intervals.keys();
    if (this.intervals.size > MAX_INTERVALS) this.intervals.delete(oldest);
    const name = hosts.has(host) || hosts.size < MAX_HOSTS ? host : OTHER_HOSTS;
    const counts = hosts.get(name) ?? newCounts();
    hosts.set(name, counts);
    return counts;
  }
}

function newCounts(): Counts {
  return {
    count: 0,
    clientErrors: 0,
    serverErrors: 0,
    refused: 0,
    durations: new Uint32Array(STEPS),
  };
}

function pointsOf(at: number, hosts?: ReadonlyMap<string, Counts>): readonly TrafficPoint[] {
  return [...(hosts ?? [])].map(([host, { durations, ...counts }]) => ({
    host,
    at,
    ...counts,
    p50: percentile(durations, counts.count, 0.5),
    p95: percentile(durations, counts.count, 0.95),
    p99: percentile(durations, counts.count, 0.99),
  }));
}

function stepOf(ms: number): number {
  const step = Math.ceil(Math.log(Math.max(ms, SHORTEST) / SHORTEST) / STEP);
  return Math.min(step, STEPS - 1);
}

/** Returns the middle of the percentile's bucket, in milliseconds. */
function percentile(durations: Uint32Array, count: number, share: number): number {
  let rest = Math.ceil(count * share);
  const step = durations.findIndex((inStep) => (rest -= inStep) <= 0);
  return Math.round(SHORTEST * Math.exp((Math.max(step, 0) - 0.5) * STEP) * 100) / 100;
}
