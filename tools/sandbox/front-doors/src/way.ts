/**
 * The way of a request as an ordered list of hops over one context. A hop reads from the context what
 * it needs, judges, and adds what the hops after it need; the way writes the trace. Whoever puts a hop
 * where the context lacks something that it needs gets a compile error.
 */
import type { LazyDecision } from '@sandbox/kernel/decision';
import type { HopName, Trace } from '@sandbox/kernel/trace';

/** What the trace says of a hop, beside its name. */
interface Line {
  /** The rule, statement, address or reason, in one line. */
  readonly detail: string;
  readonly decision?: LazyDecision | undefined;
}

export interface Passed<Added> {
  readonly outcome: 'passed';
  /** Absent where the hop had nothing to judge. */
  readonly line?: Line;
  /** What later hops find in the context; a key that is there already is replaced. */
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

/** Judges a request by a part of its context. An error that it throws is one of the sandbox itself. */
export type Hop<Needs, Added, Refusal> = (
  context: Needs,
) => Step<Added, Refusal> | Promise<Step<Added, Refusal>>;

/** What became of a request at the end of its way. */
export type Outcome<Context, Refusal> =
  | { readonly outcome: 'passed'; readonly context: Context }
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'unanswered' };

/** The hop lets the request through, with what it found out. */
export function passed<Added>(
  added: Added,
  detail: string,
  decision?: LazyDecision,
): Passed<Added> {
  return { outcome: 'passed', added, line: { detail, decision } };
}

/** The hop has nothing to judge of this request, so that the trace has no line of it. */
export function passedUnjudged<Added>(added: Added): Passed<Added> {
  return { outcome: 'passed', added };
}

/** The hop answers the request itself, or refuses it with an error that is answered. */
export function refused<Refusal>(
  refusal: Refusal,
  detail: string,
  decision?: LazyDecision,
): Refused<Refusal> {
  return { outcome: 'refused', refusal, line: { detail, decision } };
}

/** As {@link refused}, by a rule that is no policy: a limit, a setting, a model. */
export function refusedByRule<Refusal>(
  refusal: Refusal,
  rule: string,
  constructPaths: readonly string[],
): Refused<Refusal> {
  return refused(refusal, rule, { kind: 'rule', rule, constructPaths });
}

/** The packets of the request are dropped: nobody answers it. */
export function unanswered(detail: string, decision?: LazyDecision): Unanswered {
  return { outcome: 'unanswered', line: { detail, decision } };
}

/** The hops from a context `Start` to a context `Context`; each of them may end it with a `Refusal`. */
export class Way<Start, Context, Refusal> {
  private constructor(
    /** Takes a request along this way, and writes its trace. */
    readonly run: (start: Start, trace: Trace) => Promise<Outcome<Context, Refusal>>,
  ) {}

  /** A way without hops, to begin a list with. */
  static from<Start, Refusal>(): Way<Start, Start, Refusal> {
    return new Way((context) => Promise.resolve({ outcome: 'passed', context }));
  }

  /** One hop further. Several hops may share a name: the trace shows each that judged. */
  hop<Added>(
    name: HopName,
    judge: Hop<Context, Added, Refusal>,
  ): Way<Start, Context & Added, Refusal> {
    return this.extended(async (context, trace) => {
      const step = await judge(context);
      if (step.outcome === 'passed') {
        if (step.line) trace.passed(name, step.line.detail, step.line.decision);
        return { outcome: 'passed', context: { ...context, ...step.added } };
      }
      trace.refused(name, step.line.detail, step.line.decision);
      return step;
    });
  }

  /** Work that is not judged here, so that the trace has no line of it. */
  do<Added>(
    work: (context: Context) => Added | Promise<Added>,
  ): Way<Start, Context & Added, Refusal> {
    return this.extended(async (context) => {
      const added = await work(context);
      return { outcome: 'passed', context: { ...context, ...added } };
    });
  }

  /** One of two ways, which lead to the same place. */
  fork<Next>(
    takesFirst: (context: Context) => boolean,
    first: Way<Context, Next, Refusal>,
    second: Way<Context, Next, Refusal>,
  ): Way<Start, Next, Refusal> {
    return this.extended((context, trace) =>
      (takesFirst(context) ? first : second).run(context, trace),
    );
  }

  /**
   * Along another way, whose hops refuse in words of their own.
   *
   * @param translate makes this way's refusal of the other one's.
   */
  through<Next, Inner>(
    inner: Way<Context, Next, Inner>,
    translate: (refusal: Inner, context: Context) => Refusal,
  ): Way<Start, Next, Refusal> {
    return this.extended(async (context, trace) => {
      const ended = await inner.run(context, trace);
      if (ended.outcome !== 'refused') return ended;
      return { outcome: 'refused', refusal: translate(ended.refusal, context) };
    });
  }

  private extended<Next>(
    further: (context: Context, trace: Trace) => Promise<Outcome<Next, Refusal>>,
  ): Way<Start, Next, Refusal> {
    return new Way(async (start, trace) => {
      const before = await this.run(start, trace);
      return before.outcome === 'passed' ? further(before.context, trace) : before;
    });
  }
}
