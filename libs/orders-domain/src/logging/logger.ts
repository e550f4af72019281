/** Structured logs: one JSON object a line on stdout. Callers pass identifiers and numbers, never a name. */
import { embeddedMetrics, type MetricValues } from './metrics';

/** How serious a line is. */
export type LogLevel = 'info' | 'error';

/** What a line says besides level and message; `error` and `metrics` are written in their own forms. */
export interface LogFields {
  readonly error?: unknown;
  readonly metrics?: MetricValues;
  readonly [name: string]: unknown;
}

/** Writes log lines. */
export interface Logger {
  log(level: LogLevel, message: string, fields?: LogFields): void;
}

/** What names a logger's lines, and where they go. */
export interface LoggerSettings {
  readonly service: string;
  readonly function: string;
  /** Takes a line with its line feed. Not `console`, which Lambda may wrap in a format of its own. */
  readonly write?: (line: string) => void;
  readonly now?: () => Date;
}

/** A logger whose lines name service and function. */
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

/** Picks an error's known members: the SDK hangs requests and items on its errors, and those hold names. */
function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, message, stack, cause } = error;
  return cause === undefined || depth === 3
    ? { name, message, stack }
    : { name, message, stack, cause: describeError(cause, depth + 1) };
}
