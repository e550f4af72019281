/** The trace of one request: its hops, in order, and the calls and invocations that it caused. */
import { randomBytes, randomUUID } from 'node:crypto';
import { bounded, printable } from './printable';
import { heldBytes, type HopDecision, type LazyDecision } from './decision';
import type { Invocation, InvocationDescription, ByteBudget } from './invocation';

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
  /** What decided; undefined if the hop does not record it. */
  readonly decision?: LazyDecision;
}

/** A hop in the local API. Times in milliseconds. */
export interface HopDescription {
  readonly name: HopName;
  readonly outcome: Hop['outcome'];
  readonly detail: string;
  readonly at: number;
  /** The duration of the hop: since the previous one, or since the arrival. */
  readonly ms: number;
  readonly decision?: HopDecision;
}

/** The request of a trace, and its outcome. Times in milliseconds. */
export interface TraceSummary {
  readonly requestId: string;
  readonly traceId: string;
  /** Such as `GET food.orders.localhost/v1/orders`, or `dynamodb:Query`. */
  readonly request: string;
  readonly startedAt: string;
  /** Until the response, or until now. */
  readonly ms: number;
  /** The HTTP status of the response; undefined before there is one. */
  readonly status?: number;
  readonly outcome: Hop['outcome'];
  /** The caller of an AWS API, such as the ARN of a role session; undefined if it is unknown. */
  readonly caller?: string;
}

/** A complete trace in the local API. */
export interface TraceDescription extends TraceSummary {
  readonly hops: readonly HopDescription[];
  /** The AWS API calls that the request caused, in their order. */
  readonly calls: readonly TraceDescription[];
  /** The functions that ran for the request, in their order. */
  readonly invocations: readonly InvocationDescription[];
  /** How many further hops, calls and invocations did not fit into the trace. */
  readonly omitted: number;
}

/** Approximate limit in bytes of a trace with all of its calls. */
const MAX_TRACE_BYTES = 64 * 1024;
const MAX_REQUEST_BYTES = 512;
const MAX_DETAIL_BYTES = 1024;
/** Bytes of a call or a hop, in addition to its texts. */
const CALL_BYTES = 512;
const HOP_BYTES = 256;
/** Bytes of an invocation, in addition to its lines and its response. */
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
  /** One line of bounded length, safe to print on a terminal. */
  readonly request: string;
  /** Shared with the traces of its calls. */
  private readonly budget: ByteBudget;
  private omitted = 0;
  /** The first refusal of a call that was omitted. */
  private omittedRefusal: Hop | undefined;
  private readonly omittedFrom: Trace | undefined;
  private caller: string | undefined;

  /**
   * @param request such as `GET food.orders.localhost/v1/orders`.
   * @param cause the trace of the request that caused this call.
   * @param isOfClient whether it is a client's HTTPS request, as opposed to an AWS API call.
   */
  constructor(
    request: string,
    cause?: Trace,
    readonly isOfClient = false,
  ) {
    this.request = displayText(request, MAX_REQUEST_BYTES);
    this.traceId = cause?.traceId ?? newTraceId(this.startedAt);
    if (cause?.reserve(CALL_BYTES + this.request.length)) {
      this.budget = cause.budget;
      cause.calls.push(this);
    } else {
      this.budget = { bytes: MAX_TRACE_BYTES };
      this.omittedFrom = cause;
    }
  }

  passed(name: HopName, detail: string, decision?: LazyDecision): void {
    this.add(name, 'passed', detail, decision);
  }

  refused(name: HopName, detail: string, decision?: LazyDecision): void {
    this.add(name, 'refused', detail, decision);
  }

  /** Records an invocation of a function for the request. */
  invoked(invocation: Invocation): void {
    if (!this.reserve(INVOCATION_BYTES)) return;
    invocation.attachTo(this, this.budget);
    this.invocations.push(invocation);
  }

  /** Records an internal error, with its location in the sandbox's code. */
  failed(error: unknown): void {
    const [, place = ''] = /\n\s+at (.*)/.exec((error instanceof Error && error.stack) || '') ?? [];
    this.refused('internal error', `${String(error)} at ${place}`);
  }

  /** Records the caller, named as in AWS's messages. */
  calledBy(principal: string): void {
    this.caller = principal;
  }

  /** Records the end of the request: the status of the response, or undefined without a response. */
  answered(status: number | undefined): void {
    this.answer = { status, ms: this.elapsed };
  }

  /** Whether it is over. */
  get isAnswered(): boolean {
    return this.answer !== undefined;
  }

  /**
   * The hop that refused the request or one of its calls; undefined if none did. The refusal of a call comes
   * first, since it explains the function's response.
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

  /** Returns the complete trace, with the decisions evaluated. */
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
    const hop: Hop = {
      name,
      outcome,
      detail: displayText(detail, MAX_DETAIL_BYTES),
      at: this.elapsed,
    };
    const held = decision ? heldBytes(decision) : 0;
    if (this.reserve(HOP_BYTES + hop.detail.length + held)) {
      this.hops.push({ ...hop, ...(decision && { decision }) });
    } else if (outcome === 'refused') {
      this.hops.push(hop);
    }
    if (outcome === 'refused' && this.omittedFrom) this.omittedFrom.omittedRefusal ??= hop;
  }

  /** Takes bytes from the budget. Returns false, and counts an omission, if they are not available. */
  private reserve(bytes: number): boolean {
    const fits = this.budget.bytes >= bytes;
    if (fits) this.budget.bytes -= bytes;
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

function displayText(text: string, maxBytes: number): string {
  return bounded(printable(bounded(text, maxBytes)), maxBytes);
}

/** Rounds to microseconds. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
