/** What happened to one request, hop by hop, in the picture's order. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { HopDecision, LazyDecision } from './decision';

export type HopName =
  | 'Route 53'
  | 'security group'
  | 'load balancer'
  | 'VPC endpoint'
  | 'endpoint policy'
  | 'domain name'
  | 'resource policy'
  | 'method'
  | 'throttling'
  | 'request validation'
  | 'function permission'
  | 'integration'
  | 'caller'
  | 'function network'
  | 'role policy'
  | 'permissions boundary'
  | 'trust policy'
  | 'function policy'
  | 'secret policy'
  | 'key policy';

export interface Hop {
  readonly name: HopName;
  readonly outcome: 'passed' | 'refused';
  /** The rule, statement, address or reason, in one line. */
  readonly detail: string;
  /** Milliseconds between the request's arrival and the end of this hop. */
  readonly at: number;
  /** What decided, where the hop can tell. */
  readonly decision?: LazyDecision;
}

/** A hop as the local API gives it. Times in milliseconds. */
export interface HopDescription {
  readonly name: HopName;
  readonly outcome: Hop['outcome'];
  readonly detail: string;
  readonly at: number;
  /** How long the hop took: since the one before it, or since the arrival. */
  readonly ms: number;
  readonly decision?: HopDecision;
}

/** What a trace is of, and what came of it. Times in milliseconds. */
export interface TraceSummary {
  readonly requestId: string;
  readonly traceId: string;
  /** Such as `GET food.orders.localhost/v1/orders`, or `dynamodb:Query`. */
  readonly request: string;
  readonly startedAt: string;
  /** Until it was answered, or until now. */
  readonly ms: number;
  /** The answer's HTTP status; none while there is no answer. */
  readonly status?: number;
  readonly outcome: Hop['outcome'];
}

/** A trace as the local API gives it, with all there is to tell. */
export interface TraceDescription extends TraceSummary {
  readonly hops: readonly HopDescription[];
  /** The AWS API calls that the request caused, in their order. */
  readonly calls: readonly TraceDescription[];
}

export class Trace {
  readonly requestId = randomUUID();
  /** As in the header `X-Amzn-Trace-Id`: the same for a request and the calls that it causes. */
  readonly traceId: string;
  readonly startedAt = new Date();
  readonly hops: Hop[] = [];
  /** The AWS API calls that the request caused. */
  readonly calls: Trace[] = [];
  private readonly start = performance.now();
  private answer: { readonly status: number | undefined; readonly ms: number } | undefined;

  /**
   * @param request what is asked for, such as `GET food.orders.localhost/v1/orders`.
   * @param cause the request that this one is a call of.
   */
  constructor(
    readonly request: string,
    cause?: Trace,
  ) {
    this.traceId = cause?.traceId ?? newTraceId(this.startedAt);
    cause?.calls.push(this);
  }

  passed(name: HopName, detail: string, decision?: LazyDecision): void {
    this.add(name, 'passed', detail, decision);
  }

  refused(name: HopName, detail: string, decision?: LazyDecision): void {
    this.add(name, 'refused', detail, decision);
  }

  /** Notes that the request is over: the status of its answer, or that it got none. */
  answered(status: number | undefined): void {
    this.answer = { status, ms: this.elapsed };
  }

  /**
   * The hop that refused the request, or one of its calls, if one did. What a call met comes first,
   * since it is why the function answered as it did.
   */
  get refusal(): Hop | undefined {
    const own = this.hops.find(({ outcome }) => outcome === 'refused');
    return this.calls.map(({ refusal }) => refusal).find((hop) => hop !== undefined) ?? own;
  }

  /** Milliseconds since the request arrived. */
  get elapsed(): number {
    return performance.now() - this.start;
  }

  summary(): TraceSummary {
    return {
      requestId: this.requestId,
      traceId: this.traceId,
      request: this.request,
      startedAt: this.startedAt.toISOString(),
      ms: rounded(this.answer?.ms ?? this.elapsed),
      ...(this.answer?.status !== undefined && { status: this.answer.status }),
      outcome: this.refusal ? 'refused' : 'passed',
    };
  }

  /** All there is to tell; what decided is found out only here. */
  describe(): TraceDescription {
    return {
      ...this.summary(),
      hops: this.hops.map((hop, index) => describeHop(hop, this.hops[index - 1]?.at ?? 0)),
      calls: this.calls.map((call) => call.describe()),
    };
  }

  private add(
    name: HopName,
    outcome: Hop['outcome'],
    detail: string,
    decision: LazyDecision | undefined,
  ): void {
    this.hops.push({ name, outcome, detail, at: this.elapsed, ...(decision && { decision }) });
  }
}

function describeHop({ decision, ...hop }: Hop, before: number): HopDescription {
  return {
    ...hop,
    at: rounded(hop.at),
    ms: rounded(hop.at - before),
    ...(decision && { decision: typeof decision === 'function' ? decision() : decision }),
  };
}

/** @see https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-traceheader */
function newTraceId(time: Date): string {
  const seconds = Math.floor(time.getTime() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString('hex')}`;
}

/** To microseconds: more would only look exact. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
