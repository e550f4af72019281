/**
 * Parses a log event of a Lambda function: a line of Lambda's text format, an object of its JSON format or of a
 * logging library, or any other text.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
 */

/** An error in a log line. */
export interface LoggedError {
  readonly name: string;
  readonly message: string;
  /** Its stack frames, such as `at place (src/handler.ts:12:7)`. */
  readonly frames: readonly string[];
}

/** A parsed log event. */
export interface LogEntry {
  /** In lower case; undefined if the line has none. */
  readonly level?: string;
  readonly text: string;
  /** Other members of a log object. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The error of the event, then its causes. */
  readonly errors: readonly LoggedError[];
}

type Members = Readonly<Record<string, unknown>>;

/** `time<TAB>request<TAB>LEVEL<TAB>text`, as the runtime writes calls of `console`. */
const TEXT_FORMAT = /^\d{4}-\d\d-\d\dT[\d:.]+Z\t\S+\t([A-Z]+)\t([\s\S]*)$/;

/** The runtime's own headline and error, such as `Invoke Error <TAB>{"errorType":…}`. */
const WITH_ERROR = /^([^\t]*?) ?\t(\{[\s\S]*\})$/;

/** Lambda's line for a timeout. */
const TIMED_OUT = /^\d{4}-\d\d-\d\dT[\d:.]+Z \S+ (Task timed out .*)$/;

/** Lambda's lines for an exited process: `RequestId: … Error: reason`, then the type. */
const EXITED = /^RequestId: \S+ Error: ([\s\S]*)$/;

const LEVELS = ['level', 'LEVEL', 'severity', 'logLevel'];
const TEXTS = ['message', 'msg'];
const ERRORS = ['error', 'err'];
const ERROR_MEMBERS = ['errorType', 'errorMessage', 'stackTrace'];
const MAX_CAUSES = 5;

/** Returns a parsed log event. */
export function readLogEntry(message: string): LogEntry {
  const members = message.startsWith('{') ? objectIn(message) : undefined;
  if (members) return ofMembers(members);
  const [, level, text] = TEXT_FORMAT.exec(message) ?? [];
  if (level !== undefined && text !== undefined) return ofConsole(level.toLowerCase(), text);
  const failure = TIMED_OUT.exec(message)?.[1] ?? EXITED.exec(message)?.[1];
  if (failure !== undefined) return plain(failure.replace('\n', ': '), 'error');
  return plain(message);
}

function plain(text: string, level?: string): LogEntry {
  return { ...(level !== undefined && { level }), text, fields: {}, errors: [] };
}

function ofConsole(level: string, text: string): LogEntry {
  const [, headline = '', json = ''] = WITH_ERROR.exec(text) ?? [];
  const error = objectIn(json);
  if (error) return { ...plain(headline, level), errors: errorsOf(error) };
  const members = text.startsWith('{') ? objectIn(text) : undefined;
  return members ? { level, ...ofMembers(members) } : plain(text, level);
}

function ofMembers(members: Members): LogEntry {
  const [levelName, textName, errorName] = [LEVELS, TEXTS, ERRORS].map((names) =>
    names.find((each) => Object.hasOwn(members, each)),
  );
  const level = levelName && members[levelName];
  const message = textName && members[textName];
  const lambdaError = isObject(message) && isError(message) ? message : topLevelError(members);
  const error = lambdaError ?? (errorName && members[errorName]);
  const used = [levelName, textName, ...(lambdaError === members ? ERROR_MEMBERS : [])];
  if (isObject(error) && lambdaError === undefined) used.push(errorName);
  const fields = Object.entries(members).filter(([name]) => !used.includes(name));
  return {
    ...(typeof level === 'string' && { level: level.toLowerCase() }),
    text: lambdaError === message ? '' : asText(message),
    fields: Object.fromEntries(fields),
    errors: errorsOf(error),
  };
}

/** Lambda's JSON format has the members of an error at the top level. */
function topLevelError(members: Members): Members | undefined {
  return 'errorType' in members && isError(members) ? members : undefined;
}

function errorsOf(error: unknown, depth = 0): readonly LoggedError[] {
  if (!isObject(error) || depth === MAX_CAUSES) return [];
  const name = error['errorType'] ?? error['name'] ?? 'Error';
  const message = error['errorMessage'] ?? error['message'] ?? '';
  return [
    { name: asText(name), message: asText(message), frames: framesOf(error) },
    ...errorsOf(error['cause'], depth + 1),
  ];
}

function framesOf(error: Members): readonly string[] {
  const stack = error['stack'] ?? error['stackTrace'] ?? error['trace'];
  const lines: readonly unknown[] = Array.isArray(stack) ? stack : asText(stack).split('\n');
  return lines.map((line) => asText(line).trim()).filter((line) => line.startsWith('at '));
}

function isError(members: Members): boolean {
  return ['stack', ...ERROR_MEMBERS].some((name) => Object.hasOwn(members, name));
}

function objectIn(text: string): Members | undefined {
  if (text === '') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
