/**
 * Structured logs: one JSON object per line on stdout. Callers pass identifiers and numbers, never names of
 * customers.
 */
import { embeddedMetrics, type MetricValues } from './metrics';

/** The level of a line. */
export type LogLevel = 'info' | 'error';

/** The fields of a line besides level and message; `error` and `metrics` have their own formats. */
export interface LogFields {
  readonly error?: unknown;
  readonly metrics?: MetricValues;
  readonly [name: string]: unknown;
}

/** Writes log lines. */
export interface Logger {
  log(level: LogLevel, message: string, fields?: LogFields): void;
}

/** The settings of a logger. */
export interface LoggerSettings {
  readonly service: string;
  readonly function: string;
  /** Writes a line with its line feed. Not `console`, which Lambda may wrap in another format. */
  readonly write?: (line: string) => void;
  readonly now?: () => Date;
}

/** Returns a logger whose lines contain service and function. */
export function createLogger({
  write = (line) => process.stdout.write(line),
  now = () => new Date(),
  ...names
}: LoggerSettings): Logger {
  return {
    log: (level, message, { error, metrics, ...fields } = {}) => {
      const at = now();
      const line = {
        level,
        message,
        timestamp: at.toISOString(),
        ...names,
        ...fields,
        ...(error === undefined ? {} : { error: describeError(error) }),
        ...(metrics === undefined ? {} : embeddedMetrics(metrics, at.getTime())),
      };
      write(`${JSON.stringify(line)}\n`);
    },
  };
}

interface ErrorDescription {
  readonly name: string;
  readonly message?: string;
  readonly stack?: string | undefined;
  readonly cause?: ErrorDescription;
}

/**
 * Returns only known members of an error: the SDK adds requests and items to its errors, which contain names.
 */
function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, message, stack, cause } = error;
  return cause === undefined || depth === 3
    ? { name, message, stack }
    : { name, message, stack, cause: describeError(cause, depth + 1) };
}
