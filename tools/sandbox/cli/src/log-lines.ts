/** Formats log lines of functions for the terminal: objects as members, errors with their stacks. */
import { bounded, printable } from '@sandbox/kernel/printable';
import type { LogEntry, LoggedError } from '@sandbox/kernel/log-entry';
import { coloured, fitted, type Colour, type Terminal } from './text';

/** The function that wrote a line. */
interface FunctionLabel {
  readonly service: string;
  readonly name: string;
}

type Members = readonly (readonly [name: string, value: unknown])[];

/** Longer than any log level. */
const MAX_LEVEL_BYTES = 16;
/** Maximum bytes of a line's text, of a value, and of all values. */
const MAX_TEXT_BYTES = 2048;
const MAX_VALUE_BYTES = 256;
const MAX_VALUES_BYTES = 1024;
/** Maximum lines of a text, and frames of a stack. */
const MAX_LINES = 20;

/** Shown in the line of the request, or in front of each line. */
const SHOWN_ELSEWHERE = new Set([
  ...['timestamp', 'time', 'requestId', 'lambdaRequestId', 'awsRequestId', 'AWSRequestId'],
  ...['traceId', 'xray_trace_id', '_aws'],
]);

const LEVEL_COLOURS: Readonly<Record<string, Colour>> = {
  fatal: 'red',
  error: 'red',
  warn: 'yellow',
  info: 'green',
};

/** Stack frames of Node.js, and of the Lambda runtime that calls the handler. */
const FOREIGN_FRAME = /\bnode:|\/runtime\/(bootstrap|invocation|load-handler)\.mjs/;

/**
 * Returns the lines of a log entry, each prefixed with the function: truncated, and without control
 * characters.
 *
 * @param indent spaces in front of each line
 */
export function logLines(
  label: FunctionLabel,
  entry: LogEntry,
  indent: number,
  terminal: Terminal,
): readonly string[] {
  const prefix = `${' '.repeat(indent)}${functionName(label, terminal)}`;
  const { level } = entry;
  const colour = LEVEL_COLOURS[level ?? ''] ?? 'dim';
  const shown =
    level === undefined
      ? ''
      : `${coloured(colour, printable(bounded(level, MAX_LEVEL_BYTES)), terminal)}  `;
  const [first = '', ...rest] = textLines(entry.text);
  const values = valuesOf(membersOf(label, entry.fields));
  const errors = entry.errors.flatMap((error, index) => errorLines(error, index > 0, terminal));
  const head = [first, values].filter((part) => part !== '').join('  ');
  const below = [...rest, ...errors];
  const lines = head === '' ? below : [head, ...below];
  return lines.flatMap((line, index) => {
    const start = index === 0 ? `${prefix}  ${shown}` : ' '.repeat(indent + 2);
    return fitted(start + line, terminal.width, indent + 4);
  });
}

/** Returns the line that marks a cold start. */
export function coldStartLines(
  label: FunctionLabel,
  milliseconds: number,
  indent: number,
  terminal: Terminal,
): readonly string[] {
  const prefix = `${' '.repeat(indent)}${functionName(label, terminal)}`;
  const text = coloured('yellow', `cold start, ${milliseconds.toFixed(0)} ms`, terminal);
  return fitted(`${prefix}  ${text}`, terminal.width, indent + 4);
}

function functionName({ service, name }: FunctionLabel, terminal: Terminal): string {
  return coloured('cyan', printable(`${service}:${name}`), terminal);
}

function textLines(text: string): readonly string[] {
  const lines = bounded(text, MAX_TEXT_BYTES).split('\n').map(printable);
  return atMost(lines.length > 1 ? lines.filter((line) => line.trim() !== '') : lines);
}

function errorLines(
  { name, message, frames }: LoggedError,
  isCause: boolean,
  terminal: Terminal,
): readonly string[] {
  const own = frames.filter((frame) => !FOREIGN_FRAME.test(frame)).map(textOf);
  const [first = '', ...rest] = textLines(`${name}${message === '' ? '' : `: ${message}`}`);
  const headline = `${isCause ? 'caused by ' : ''}${coloured('bold', first, terminal)}`;
  return [headline, ...rest, ...atMost(own).map((frame) => `  ${frame}`)];
}

function textOf(line: string): string {
  return printable(bounded(line, MAX_TEXT_BYTES));
}

function atMost(lines: readonly string[]): readonly string[] {
  if (lines.length <= MAX_LINES) return lines;
  return [...lines.slice(0, MAX_LINES), `… ${lines.length - MAX_LINES} more lines`];
}

function membersOf(label: FunctionLabel, fields: LogEntry['fields']): Members {
  const metrics = metricsOf(fields['_aws']);
  return Object.entries(fields).filter(
    ([name, value]) =>
      !SHOWN_ELSEWHERE.has(name) &&
      !metrics.has(name) &&
      !(name === 'service' && value === label.service) &&
      !(name === 'function' && value === label.name),
  );
}

/**
 * Returns the names of members that are CloudWatch metrics.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
function metricsOf(aws: unknown): ReadonlySet<string> {
  const { CloudWatchMetrics } = Object(aws) as { readonly CloudWatchMetrics?: unknown };
  const directives = Array.isArray(CloudWatchMetrics) ? CloudWatchMetrics : [];
  const names = directives.flatMap((directive) => {
    const { Metrics } = Object(directive) as { readonly Metrics?: unknown };
    return Array.isArray(Metrics) ? Metrics.map((metric) => nameIn(metric)) : [];
  });
  return new Set(names);
}

function nameIn(metric: unknown): string {
  const { Name } = Object(metric) as { readonly Name?: unknown };
  return String(Name);
}

/** Returns members as text, such as `status=404 code=ORDER.NOT_FOUND`. */
function valuesOf(members: Members): string {
  const values = members.map(([name, value]) => `${printable(name)}=${valueText(value)}`);
  return bounded(values.join(' '), MAX_VALUES_BYTES);
}

function valueText(value: unknown): string {
  const isPlain = typeof value === 'string' && /^[^\s"=]+$/.test(value);
  return textOf(bounded(isPlain ? value : JSON.stringify(value), MAX_VALUE_BYTES));
}
