/** What happened to one request, hop by hop, in the picture's order. */
import { randomBytes, randomUUID } from 'node:crypto';
import { bounded, printable } from './printable';
import { heldBytes, type HopDecision, type LazyDecision } from './decision';
import type { Invocation, InvocationDescription, Room } from './invocation';

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
  | 'internal error'
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

/** A hop in the local API. Times in milliseconds. */
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
  /** Who called an AWS API, such as the ARN of a role's session; none where that is not known. */
  readonly caller?: string;
}

/** A complete trace in the local API. */
export interface TraceDescription extends TraceSummary {
  readonly hops: readonly HopDescription[];
  /** The AWS API calls that the request caused, in their order. */
  readonly calls: readonly TraceDescription[];
  /** The functions that ran for the request, in their order. */
  readonly invocations: readonly InvocationDescription[];
  /** How many further hops, calls and invocations there was no room for. */
  readonly omitted: number;
}

/** Bytes that a trace may have with all of its calls, about. */
const MAX_TRACE_BYTES = 64 * 1024;
const MAX_REQUEST_BYTES = 512;
const MAX_DETAIL_BYTES = 1024;
/** Bytes that a call or a hop takes beside its texts. */
const CALL_BYTES = 512;
const HOP_BYTES = 256;
/** Bytes that an invocation takes beside its lines and its answer. */
const INVOCATION_BYTES = 512;

/** The readable part of a trace, for listeners to completed requests. */
export type TraceView = Pick<
  Trace,
  | 'requestId'
  | 'traceId'
  | 'request'
  | 'startedAt'
  | 'refusal'
  | 'invocations'
  | 'summary'
  | 'describe'
>;

export class Trace {
  readonly requestId = randomUUID();
  /** As in the header `X-Amzn-Trace-Id`: the same for a request and the calls that it causes. */
  readonly traceId: string;
  readonly startedAt = new Date();
  readonly hops: Hop[] = [];
  /** The AWS API calls that the request caused. */
  readonly calls: Trace[] = [];
  /** The functions that ran for the request. */
  readonly invocations: Invocation[] = [];
  private readonly start = performance.now();
  private answer: { readonly status: number | undefined; readonly ms: number } | undefined;
  /** In one line, bounded, and fit for a terminal. */
  readonly request: string;
  /** What a trace shares with its calls. */
  private readonly room: Room;
  private omitted = 0;
  /** The first refusal of a call that there was no room for. */
  private omittedRefusal: Hop | undefined;
  private readonly omittedFrom: Trace | undefined;
  private caller: string | undefined;

  /**
   * @param request what is asked for, such as `GET food.orders.localhost/v1/orders`.
   * @param cause the request that this one is a call of.
   * @param isOfClient whether a client sent it over HTTPS, and no program called an AWS API.
   */
  constructor(
    request: string,
    cause?: Trace,
    readonly isOfClient = false,
  ) {
    this.request = told(request, MAX_REQUEST_BYTES);
    this.traceId = cause?.traceId ?? newTraceId(this.startedAt);
    if (cause?.hasRoom(CALL_BYTES + this.request.length)) {
      this.room = cause.room;
      cause.calls.push(this);
    } else {
      this.room = { bytes: MAX_TRACE_BYTES };
      this.omittedFrom = cause;
    }
  }

  passed(name: HopName, detail: string, decision?: LazyDecision): void {
    this.add(name, 'passed', detail, decision);
  }

  refused(name: HopName, detail: string, decision?: LazyDecision): void {
    this.add(name, 'refused', detail, decision);
  }

  /** Notes that a function runs for the request. */
  invoked(invocation: Invocation): void {
    if (!this.hasRoom(INVOCATION_BYTES)) return;
    invocation.belongsTo(this, this.room);
    this.invocations.push(invocation);
  }

  /** Notes an error of the sandbox itself, with the place in its code. */
  failed(error: unknown): void {
    const [, place = ''] = /\n\s+at (.*)/.exec((error instanceof Error && error.stack) || '') ?? [];
    this.refused('internal error', `${String(error)} at ${place}`);
  }

  /** Notes who calls, as AWS's messages call them. */
  calledBy(principal: string): void {
    this.caller = principal;
  }

  /** Notes that the request is over: the status of its answer, or that it got none. */
  answered(status: number | undefined): void {
    this.answer = { status, ms: this.elapsed };
  }

  /** Whether it is over. */
  get isAnswered(): boolean {
    return this.answer !== undefined;
  }

  /**
   * The hop that refused the request, or one of its calls, if one did. What a call met comes first,
   * since it is why the function answered as it did.
   */
  get refusal(): Hop | undefined {
    const own = this.hops.find(({ outcome }) => outcome === 'refused');
    const ofCalls = this.calls.map(({ refusal }) => refusal);
    return [...ofCalls, this.omittedRefusal].find((hop) => hop !== undefined) ?? own;
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
      ...(this.caller !== undefined && { caller: this.caller }),
    };
  }

  /** All there is to tell; what decided is found out only here. */
  describe(): TraceDescription {
    return {
      ...this.summary(),
      hops: this.hops.map((hop, index) => describeHop(hop, this.hops[index - 1]?.at ?? 0)),
      calls: this.calls.map((call) => call.describe()),
      invocations: this.invocations.map((invocation) => invocation.describe()),
      omitted: this.omitted,
    };
  }

  private add(
    name: HopName,
    outcome: Hop['outcome'],
    detail: string,
    decision: LazyDecision | undefined,
  ): void {
    const hop: Hop = { name, outcome, detail: told(detail, MAX_DETAIL_BYTES), at: this.elapsed };
    const held = decision ? heldBytes(decision) : 0;
    if (this.hasRoom(HOP_BYTES + hop.detail.length + held)) {
      this.hops.push({ ...hop, ...(decision && { decision }) });
    } else if (outcome === 'refused') {
      this.hops.push(hop);
    }
    if (outcome === 'refused' && this.omittedFrom) this.omittedFrom.omittedRefusal ??= hop;
  }

  /** Takes room for something; where there is none, that is counted as left out. */
  private hasRoom(bytes: number): boolean {
    const fits = this.room.bytes >= bytes;
    if (fits) this.room.bytes -= bytes;
    else this.omitted++;
    return fits;
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

function told(text: string, maxBytes: number): string {
  return bounded(printable(bounded(text, maxBytes)), maxBytes);
}

/** To microseconds: more would only look exact. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
