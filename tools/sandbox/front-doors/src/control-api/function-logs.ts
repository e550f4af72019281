/** The log lines of the functions, as they were written and as they come. */
import type { FunctionLogs } from '@sandbox/kernel/function-logs';
import type { FunctionLabel } from '@sandbox/services/lambda/function-label';
import {
  ALL_FUNCTIONS,
  functionSelection,
  UnknownFunctionError,
} from '@sandbox/services/lambda/function-selection';
import { failure, localJson, type LocalRoute } from './local-api';

/** Milliseconds that a request for further lines waits for one. */
const WAIT = 1000;

const WHOLE = /^\d{1,15}$/;

/**
 * `GET /logs` returns the newest lines of the functions that `function` names (`food`, `food:get-order`),
 * `limit` at most so many. With `after=<last>`, it returns those after that one, and waits for the next.
 *
 * @param known returns the existing functions.
 */
export function functionLogRoutes(
  logs: FunctionLogs,
  known: () => readonly FunctionLabel[],
): readonly LocalRoute[] {
  return [
    {
      method: 'GET',
      path: /^\/logs$/,
      handle: async ({ query }) => {
        const [limit, after] = [query.get('limit') ?? '100', query.get('after') ?? undefined];
        const wrong = problemOf(limit, after);
        if (wrong !== undefined) return failure(400, wrong);
        const isMeant = selectionOf(query.getAll('function'), known());
        if (typeof isMeant === 'string') return failure(404, isMeant);
        if (after !== undefined && Number(after) >= logs.last) await logs.next(WAIT);
        const { last } = logs;
        const lines = logs.lines({
          of: isMeant,
          after: after === undefined ? undefined : Number(after),
          limit: Number(limit),
        });
        // Where the limit leaves lines for the next request, that starts after the last returned one.
        const isWhole = after === undefined || lines.length < Number(limit);
        return localJson(200, { lines, last: isWhole ? last : lines.at(-1)?.sequence });
      },
    },
  ];
}

function problemOf(limit: string, after: string | undefined): string | undefined {
  if (!/^[1-9]\d{0,3}$/.test(limit)) {
    return `limit must be a whole number from 1 to 9999, got "${limit}"`;
  }
  if (after === undefined || WHOLE.test(after)) return undefined;
  return `after must be a whole number, got "${after}"`;
}

/** The message where a name is none of theirs. */
function selectionOf(wanted: readonly string[], known: readonly FunctionLabel[]) {
  try {
    return functionSelection(wanted.length > 0 ? wanted : [ALL_FUNCTIONS], known);
  } catch (error) {
    if (error instanceof UnknownFunctionError) return error.message;
    throw error;
  }
}
