/** The log lines of the functions: past ones, and new ones as they are written. */
import type { FunctionLogs } from '@sandbox/kernel/function-logs';
import type { FunctionLabel } from '@sandbox/services/lambda/function-label';
import {
  ALL_FUNCTIONS,
  functionSelection,
  UnknownFunctionError,
} from '@sandbox/services/lambda/function-selection';
import { failure, localJson, type LocalRoute } from './local-api';

/** Milliseconds that a request for further lines waits for the next line. */
const WAIT = 1000;

const WHOLE = /^\d{1,15}$/;

/**
 * `GET /logs` returns the newest lines of the functions that `function` names (`food`,
 * `food:get-order`), at most `limit` of them. With `after=<last>`, it returns the lines after that
 * one, or waits for the next line.
 *
 * @param existing returns the existing functions.
 */
export function functionLogRoutes(
  logs: FunctionLogs,
  existing: () => readonly FunctionLabel[],
): readonly LocalRoute[] {
  return [
    {
      method: 'GET',
      path: /^\/logs$/,
      handle: async ({ query }) => {
        const [limit, after] = [query.get('limit') ?? '100', query.get('after') ?? undefined];
        const problem = problemOf(limit, after);
        if (problem !== undefined) return failure(400, problem);
        const isSelected = selectionOf(query.getAll('function'), existing());
        if (typeof isSelected === 'string') return failure(404, isSelected);
        if (after !== undefined && Number(after) >= logs.last) await logs.next(WAIT);
        const { last } = logs;
        const lines = logs.lines({
          of: isSelected,
          after: after === undefined ? undefined : Number(after),
          limit: Number(limit),
        });
        // If the limit cuts lines off, the next request has to start after the last returned one.
        const isComplete = after === undefined || lines.length < Number(limit);
        return localJson(200, { lines, last: isComplete ? last : lines.at(-1)?.sequence });
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

/** Returns the predicate of the selected functions, or an error message if a name is unknown. */
function selectionOf(names: readonly string[], existing: readonly FunctionLabel[]) {
  try {
    return functionSelection(names.length > 0 ? names : [ALL_FUNCTIONS], existing);
  } catch (error) {
    if (error instanceof UnknownFunctionError) return error.message;
    throw error;
  }
}
