/**
 * A request pipeline: an ordered list of hops over one context. A hop reads what it needs from the
 * context, passes or refuses the request, and adds what later hops need; the pipeline writes the trace.
 * A hop whose input is not in the context yet is a compile error.
 */
import type { LazyDecision } from '@sandbox/kernel/decision';
import type { HopName, Trace } from '@sandbox/kernel/trace';

/** What the trace records of a hop, besides its name. */
interface Line {
  /** The rule, statement, address or reason, in one line. */
  readonly detail: string;
  readonly decision?: LazyDecision | undefined;
}

export interface Passed<Added> {
  readonly outcome: 'passed';
  /** Absent if the hop did not apply to the request. */
  readonly line?: Line;
  /** Merged into the context for later hops; an existing key is replaced. */
  readonly added: Added;
}

export interface Refused<Refusal> {
  readonly outcome: 'refused';
  readonly line: Line;
  readonly refusal: Refusal;
}

export interface Unanswered {
  readonly outcome: 'unanswered';
  readonly line: Line;
}

export type Step<Added, Refusal> = Passed<Added> | Refused<Refusal> | Unanswered;

/** Passes or refuses a request based on part of its context. An error it throws is an internal error. */
export type Hop<Needs, Added, Refusal> = (
  context: Needs,
) => Step<Added, Refusal> | Promise<Step<Added, Refusal>>;

/** The outcome of a request at the end of a pipeline. */
export type Outcome<Context, Refusal> =
  | { readonly outcome: 'passed'; readonly context: Context }
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'unanswered' };

/** Returns a step that passes the request and adds to its context. */
export function passed<Added>(
  added: Added,
  detail: string,
  decision?: LazyDecision,
): Passed<Added> {
  return { outcome: 'passed', added, line: { detail, decision } };
}

/** Returns a step that passes the request without a line in the trace, for a hop that does not apply to it. */
export function passedUntraced<Added>(added: Added): Passed<Added> {
  return { outcome: 'passed', added };
}

/** Returns a step that ends the pipeline: the hop responds itself, or refuses with an error. */
export function refused<Refusal>(
  refusal: Refusal,
  detail: string,
  decision?: LazyDecision,
): Refused<Refusal> {
  return { outcome: 'refused', refusal, line: { detail, decision } };
}

/** As {@link refused}, by a rule other than a policy: a limit, a setting or a model. */
export function refusedByRule<Refusal>(
  refusal: Refusal,
  rule: string,
  constructPaths: readonly string[],
): Refused<Refusal> {
  return refused(refusal, rule, { kind: 'rule', rule, constructPaths });
}

/** Returns a step that drops the packets of the request, so that the client gets no response. */
export function unanswered(detail: string, decision?: LazyDecision): Unanswered {
  return { outcome: 'unanswered', line: { detail, decision } };
}

/** Hops from a context `Start` to a context `Context`; each may end the pipeline with a `Refusal`. */
export class Pipeline<Start, Context, Refusal> {
  private constructor(
    /** Runs a request through the hops, and writes its trace. */
    readonly run: (start: Start, trace: Trace) => Promise<Outcome<Context, Refusal>>,
  ) {}

  /** Returns an empty pipeline. */
  static from<Start, Refusal>(): Pipeline<Start, Start, Refusal> {
    return new Pipeline((context) => Promise.resolve({ outcome: 'passed', context }));
  }

  /** Appends a hop. Several hops may share a name; the trace shows each that applied. */
  hop<Added>(
    name: HopName,
    judge: Hop<Context, Added, Refusal>,
  ): Pipeline<Start, Context & Added, Refusal> {
    return this.append(async (context, trace) => {
      const step = await judge(context);
      if (step.outcome === 'passed') {
        if (step.line) trace.passed(name, step.line.detail, step.line.decision);
        return { outcome: 'passed', context: { ...context, ...step.added } };
      }
      trace.refused(name, step.line.detail, step.line.decision);
      return step;
    });
  }

  /** Appends work that neither refuses the request nor appears in the trace. */
  action<Added>(
    work: (context: Context) => Added | Promise<Added>,
  ): Pipeline<Start, Context & Added, Refusal> {
    return this.append(async (context) => {
      const added = await work(context);
      return { outcome: 'passed', context: { ...context, ...added } };
    });
  }

  /** Appends one of two pipelines, which end with the same context. */
  branch<Next>(
    takesFirst: (context: Context) => boolean,
    first: Pipeline<Context, Next, Refusal>,
    second: Pipeline<Context, Next, Refusal>,
  ): Pipeline<Start, Next, Refusal> {
    return this.append((context, trace) =>
      (takesFirst(context) ? first : second).run(context, trace),
    );
  }

  /**
   * Appends another pipeline, whose hops refuse with another type.
   *
   * @param translate converts its refusals to this pipeline's.
   */
  through<Next, Inner>(
    inner: Pipeline<Context, Next, Inner>,
    translate: (refusal: Inner, context: Context) => Refusal,
  ): Pipeline<Start, Next, Refusal> {
    return this.append(async (context, trace) => {
      const ended = await inner.run(context, trace);
      if (ended.outcome !== 'refused') return ended;
      return { outcome: 'refused', refusal: translate(ended.refusal, context) };
    });
  }

  private append<Next>(
    further: (context: Context, trace: Trace) => Promise<Outcome<Next, Refusal>>,
  ): Pipeline<Start, Next, Refusal> {
    return new Pipeline(async (start, trace) => {
      const before = await this.run(start, trace);
      return before.outcome === 'passed' ? further(before.context, trace) : before;
    });
  }
}
