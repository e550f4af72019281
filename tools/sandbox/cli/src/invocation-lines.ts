/** Formats the logs and the response of an invocation. */
import { describedLine } from '@sandbox/kernel/invocation';
import type {
  Invocation,
  InvocationAnswer,
  InvocationDescription,
} from '@sandbox/kernel/invocation';
import { bounded, printable } from '@sandbox/kernel/printable';
import { coldStartLines, logLines } from './log-lines';
import { fitted, labelled, type Terminal } from './text';

type ShownInvocation = Pick<
  InvocationDescription,
  'service' | 'name' | 'coldStart' | 'lines' | 'omitted'
>;

/** Maximum number of log lines of an invocation on the terminal. */
const MAX_LINES = 100;
const MAX_BODY_BYTES = 2048;

/** Returns the log lines of an invocation, after a line about its cold start. */
export function invocationLines(
  invocation: ShownInvocation,
  indent: number,
  terminal: Terminal,
): readonly string[] {
  const { coldStart, lines, omitted } = invocation;
  const missing = omitted + Math.max(0, lines.length - MAX_LINES);
  const start = ' '.repeat(indent);
  return [
    ...(coldStart === undefined ? [] : coldStartLines(invocation, coldStart, indent, terminal)),
    ...lines.slice(0, MAX_LINES).flatMap((line) => logLines(invocation, line, indent, terminal)),
    ...(missing === 0 ? [] : fitted(`${start}… ${missing} more lines of its log`, terminal.width)),
  ];
}

/** Returns each log line as a JSON object in one line, with the text as it was written. */
export function jsonLines(invocation: Invocation): readonly string[] {
  const { of, requestId, requestOf, coldStart, lines } = invocation;
  const labels = { request: requestOf, service: of.service, function: of.name, lambda: requestId };
  const { startedAt } = invocation;
  return [
    ...(coldStart === undefined
      ? []
      : [{ time: startedAt.toISOString(), ...labels, coldStart: Math.round(coldStart) }]),
    ...lines.map((line) => {
      const { at, ...entry } = describedLine(line, invocation.of);
      return { time: new Date(at).toISOString(), ...labels, ...entry };
    }),
  ].map((line) => JSON.stringify(line));
}

/** Returns a function's response to API Gateway (status and body, truncated), or its error. */
export function answerLines(
  { kind, payload }: InvocationAnswer,
  indent: number,
  terminal: Terminal,
): readonly string[] {
  const { statusCode, body, errorType, errorMessage } = membersOf(payload);
  const place = { indent, labelWidth: 'answered  '.length, columns: terminal.columns };
  if (kind === 'error') {
    const text =
      errorType === undefined ? payload : `${printed(errorType)}: ${printed(errorMessage)}`;
    return labelled('failed', bounded(text, MAX_BODY_BYTES), place);
  }
  const isProxy = typeof statusCode === 'number' || typeof statusCode === 'string';
  const text = isProxy ? `${statusCode} ${printed(body)}` : payload;
  return labelled('answered', bounded(text, MAX_BODY_BYTES), place);
}

function printed(value: unknown): string {
  if (value === undefined || value === null) return '';
  return printable(typeof value === 'string' ? value : JSON.stringify(value));
}

function membersOf(payload: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(payload)) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
