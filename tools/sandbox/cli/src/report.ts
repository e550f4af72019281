/** Formats what the sandbox prints: the start report, requests and notes. */
import { relative } from 'node:path';
import { printable } from '@sandbox/kernel/printable';
import type { StackView } from '@sandbox/engine/deployed-stack';
import { secretReads } from '@sandbox/engine/secret-reads';
import type { StackResource } from '@sandbox/engine/stack-state';
import type { TraceView } from '@sandbox/kernel/trace';
import type { Sandbox } from '@sandbox/core/sandbox';
import { coloured, fitted, fittedText, type Colour, type Terminal } from './text';
import type { ApiLocation, ServedApi, ServedMethod } from '@sandbox/core/served-apis';

/** Maximum number of resources per type that is not emulated that are all listed. */
const PATHS_SHOWN = 3;

/** Returns the start report: stacks, resources that are not emulated, URLs, and a command to try. */
export function startReport(
  sandbox: Sandbox,
  milliseconds: number,
  explain: string,
  { width }: Pick<Terminal, 'width'>,
): string {
  const { stacks } = sandbox;
  const nameWidth = Math.max(...stacks.map(({ name }) => name.length));
  const notRun = notRunLines(sandbox.namedOnly);
  const lines = [
    ...[...sandbox.problems, ...sandbox.missingNodes].map((problem) => `warning: ${problem}`),
    'Accounts',
    ...stacks.map(
      ({ name, account, resources }) =>
        `  ${account}  ${name.padEnd(nameWidth)}  ${resources.size} resources`,
    ),
    ...secretLines(stacks),
    ...(notRun.length > 0 ? ['Not emulated, but available to references', ...notRun] : []),
    '',
    `Ready in ${(milliseconds / 1000).toFixed(1)} s. Ctrl-C stops it; its data is kept.`,
    '',
    ...sandbox.apis.flatMap((api) => apiLines(sandbox, api)),
    '',
    ...(sandbox.consoleUrl === '' ? [] : [`Console: ${sandbox.consoleUrl}`, '']),
    ...inspectorLines(sandbox),
  ];
  return [
    ...lines.flatMap((line) => fitted(line, width)),
    // Not wrapped, so that it can be copied.
    ...exampleLines(sandbox),
    ...fitted(`To explain the latest refused request: ${explain}`, width),
    '',
  ].join('\n');
}

/**
 * Returns a line for each value that was read, such as
 * ` 111111111111 Shared-AbC123 vpce-1, for food, beverage`.
 */
function secretLines(stacks: readonly StackView[]): readonly string[] {
  const readers = new Map<string, readonly string[]>();
  for (const { stackName, secretArn, value } of stacks.flatMap(secretReads)) {
    const [, , , , account, , name] = secretArn.split(':');
    const secret = `  ${account}  ${name}  ${printable(value)}`;
    readers.set(secret, [...(readers.get(secret) ?? []), stackName]);
  }
  const lines = [...readers].map(
    ([secret, names]) => `${secret}, for ${[...names].sort().join(', ')}`,
  );
  return lines.length > 0 ? ['Secrets read while synthesizing', ...lines] : [];
}

/**
 * Returns lines such as ` 2 × AWS::SQS::Queue: Shop/Orders/Resource, Shop/Failed/Resource`, with only the
 * first of many paths.
 */
function notRunLines(resources: readonly StackResource[]): readonly string[] {
  const paths = new Map<string, readonly string[]>();
  for (const { type, constructPath } of resources) {
    paths.set(type, [...(paths.get(type) ?? []), constructPath]);
  }
  return [...paths]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([type, all]) => {
      const shown = all.length > PATHS_SHOWN ? [...all.slice(0, 1), '…'] : all;
      return `  ${all.length} × ${type}: ${shown.join(', ')}`;
    });
}

/** Returns the URLs and paths of an API, or why it is unreachable. */
function apiLines(sandbox: Sandbox, api: ServedApi): readonly string[] {
  if (api.unreachable !== undefined) {
    return [`  unreachable: ${api.constructPath}, stage ${api.stage}: ${api.unreachable}`];
  }
  const paths = [...new Set(api.methods.map(({ path }) => path))].sort().join('  ');
  return api.locations.map((place) => `  ${sandbox.urlOf(place)}  ${paths}`);
}

/** Returns the addresses that debuggers attach to, such as VS Code's with F5. */
function inspectorLines({ inspectors }: Sandbox): readonly string[] {
  if (inspectors.length === 0) return [];
  const lines = inspectors.map(({ name, address }) => `  ${address}  ${name}`);
  return ['Debuggers attach to', ...lines, ''];
}

/**
 * Returns a command to try: of a method with an example body, or without a body. Empty when there is none.
 */
function exampleLines(sandbox: Sandbox): readonly string[] {
  const calls = sandbox.apis.flatMap(({ locations: [place], methods }) =>
    place ? methods.map((method) => ({ place, method })) : [],
  );
  const call =
    calls.findLast(({ method }) => method.httpMethod === 'POST' && method.body !== undefined) ??
    calls.findLast(({ method }) => !method.needsBody && !method.path.includes('{')) ??
    calls.findLast(({ method }) => !method.needsBody || method.body !== undefined);
  if (!call) return [];
  const line = exampleCall(sandbox, call.place, call.method);
  return ['Try it from another terminal:', '', `  ${line}`, ''];
}

function exampleCall(
  sandbox: Sandbox,
  place: ApiLocation,
  { httpMethod, path, body }: ServedMethod,
): string {
  const url = sandbox.urlOf(place) + path.replace(/\{[^}]*\}/g, 'example');
  const authority = relative(process.cwd(), sandbox.authorityFile);
  const isDefault = httpMethod === (body === undefined ? 'GET' : 'POST') || httpMethod === 'ANY';
  const method = isDefault ? '' : ` -X ${httpMethod}`;
  const data =
    body === undefined
      ? ''
      : ` -H 'content-type: application/json' -d '${body.replaceAll("'", String.raw`'\''`)}'`;
  return `curl --cacert ${authority} ${url}${method}${data}`;
}

/** Returns a line about an event outside of requests, aligned with those of requests; keeps line breaks. */
export function noteLine(text: string, terminal: Terminal): string {
  const time = coloured('dim', clock(new Date()), terminal);
  const lines = text.split('\n').map(printable);
  return fittedText(`${time}  ${lines.join('\n')}`, terminal.width);
}

/**
 * Returns the line of a request, without a status when there was no response, and with the reason when a hop
 * refused it. Lines of refused requests, and of 4xx and 5xx responses, have the request ID for `explain`.
 */
export function requestLine(trace: TraceView, terminal: Terminal): readonly string[] {
  const { refusal, request, startedAt, requestId } = trace;
  const { ms, status } = trace.summary();
  const shown = coloured(colourOf(status), String(status ?? '---'), terminal);
  const took = `${ms.toFixed(0)} ms`.padStart(7);
  const reason = refusal ? `  [${refusal.name}: ${refusal.detail}]` : '';
  const isFault = refusal !== undefined || status === undefined || status >= 400;
  const id = isFault ? `  ${coloured('dim', requestId, terminal)}` : '';
  const time = coloured('dim', clock(startedAt), terminal);
  return fitted(`${time}  ${shown}  ${took}  ${request}${reason}${id}`, terminal.width);
}

function colourOf(status = 599): Colour {
  if (status < 400) return 'green';
  return status < 500 ? 'yellow' : 'red';
}

/** Returns the time of day with milliseconds, in UTC as in the functions' logs. */
export function clock(time: Date): string {
  return time.toISOString().slice(11, 23);
}
