/** What the sandbox says on the terminal. */
import { relative } from 'node:path';
import { printable } from '../printable';
import type { Trace } from '../request/trace';
import type { Sandbox } from '../sandbox';

/** What runs, what doesn't, where it answers, and a first call to paste. */
export function startReport(sandbox: Sandbox, milliseconds: number, explain: string): string {
  const { stacks } = sandbox;
  const width = Math.max(...stacks.map(({ name }) => name.length));
  const notRun = new Map<string, number>();
  for (const [type, count] of stacks.flatMap((stack) => [...stack.notRun])) {
    notRun.set(type, (notRun.get(type) ?? 0) + count);
  }
  return [
    ...sandbox.problems.map((problem) => `warning: ${problem}`),
    'Accounts',
    ...stacks.map(
      ({ name, account, resources }) =>
        `  ${account}  ${name.padEnd(width)}  ${resources.size} resources`,
    ),
    ...(notRun.size > 0 ? ['Not run here, only named', ...listed(notRun)] : []),
    '',
    `Ready in ${(milliseconds / 1000).toFixed(1)} s. Ctrl-C stops it; orders are kept.`,
    '',
    ...sandbox.serviceUrls.map((url) => `  ${url}/orders`),
    '',
    'Try it from another terminal:',
    '',
    `  ${exampleCall(sandbox)}`,
    '',
    `Why the latest refused request was refused: ${explain}`,
    '',
  ].join('\n');
}

function listed(counts: ReadonlyMap<string, number>): readonly string[] {
  return [...counts].sort().map(([type, count]) => `  ${count} × ${type}`);
}

/** A call that places an order at the last of the services, with a body that its model asks for. */
function exampleCall(sandbox: Sandbox): string {
  const url = sandbox.serviceUrls.at(-1) ?? '';
  const host = new URL(url).hostname;
  const authority = relative(process.cwd(), sandbox.authorityFile);
  const body = sandbox.exampleBody(host);
  return `curl --cacert ${authority} ${url}/orders -H 'content-type: application/json' -d '${body}'`;
}

/** Returns what happened beside requests, in line with them; a text of several lines keeps them. */
export function noteLine(text: string): string {
  return `${clock(new Date())}  ${text.split('\n').map(printable).join('\n')}`;
}

/**
 * Returns the line of a request, without a status where it got no answer; where a hop refused it, with
 * the reason and with the request ID that `explain` takes.
 */
export function requestLine(trace: Trace): string {
  const { refusal, request, startedAt, requestId } = trace;
  const { ms, status = '---' } = trace.summary();
  const took = `${ms.toFixed(0)} ms`.padStart(7);
  const reason = refusal ? `  [${refusal.name}: ${refusal.detail}]  ${requestId}` : '';
  return `${clock(startedAt)}  ${status}  ${took}  ${request}${reason}`;
}

/** Hours to milliseconds, in UTC as in the functions' logs. */
function clock(time: Date): string {
  return time.toISOString().slice(11, 23);
}
