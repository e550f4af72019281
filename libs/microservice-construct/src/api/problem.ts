import { problems } from '@cross-account/orders-domain';
import type { ProblemCode } from '@cross-account/orders-domain';

/** What to say about one problem. */
export interface ProblemText {
  readonly code: ProblemCode;
  readonly detail: string;
  /** @default left out of the body; the HTTP status says it */
  readonly status?: number;
}

/** The body of a problem that API Gateway answers itself, worded like those of the functions. */
export function problemBody({ code, detail, status }: ProblemText): object {
  const { title } = problems[code];
  return { type: 'about:blank', title, ...(status !== undefined && { status }), code, detail };
}
