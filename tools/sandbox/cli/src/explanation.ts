/**
 * Formats the trace of a request: each hop, with the rule or statement that decided it, and its construct.
 */
import type {
  ReceivedInvocation,
  ReceivedTrace,
} from '@sandbox/front-doors/control-api/trace-schema';
import { printable } from '@sandbox/kernel/printable';
import { answerLines, invocationLines } from './invocation-lines';
import { MARKS, policyLines, ruleLines } from './decision-lines';
import { coloured, labelled, type Terminal } from './text';

type ReceivedHop = ReceivedTrace['hops'][number];

/** The length of the longest name of a hop. */
const NAME_WIDTH = 22;

/** Formats a request: its hops, the AWS API calls that it caused, and what its functions did. */
export function explanation(trace: ReceivedTrace, shown: Terminal): string {
  const terminal = { ...shown, width: Math.min(shown.width, shown.columns) };
  const { requestId, traceId, startedAt } = trace;
  const time = startedAt.replace('T', ' ').replace('Z', ' UTC');
  return [
    coloured('bold', heading(trace), terminal),
    `  request  ${requestId}`,
    `  trace    ${traceId}`,
    `  time     ${time}`,
    '',
    ...traceLines(trace, 2, terminal),
    '',
  ].join('\n');
}

function heading({ request, status, ms }: ReceivedTrace): string {
  const answer = status === undefined ? 'no response yet' : String(status);
  return `${request}  ${answer}  ${ms.toFixed(1)} ms`;
}

/** Calls happen while a function runs, so they precede the hop that ends with its response. */
function traceLines(trace: ReceivedTrace, indent: number, terminal: Terminal): readonly string[] {
  const calls = trace.calls.flatMap((call) => [
    `${' '.repeat(indent)}${coloured('bold', heading(call), terminal)}  request ${call.requestId}`,
    ...traceLines(call, indent + 2, terminal),
  ]);
  const before = trace.hops.filter(({ name }) => name !== 'integration');
  const after = trace.hops.filter(({ name }) => name === 'integration');
  const linesOf = (hop: ReceivedHop) => hopLines(hop, indent, terminal);
  const ran = trace.invocations.flatMap((each) => functionLines(each, indent + 2, terminal));
  return [
    ...before.flatMap(linesOf),
    ...calls,
    ...omitted(trace, indent),
    ...after.flatMap(linesOf),
    ...ran,
  ];
}

/** Returns lines with the invoked function, its response, and its logs. */
function functionLines(
  invocation: ReceivedInvocation,
  indent: number,
  terminal: Terminal,
): readonly string[] {
  const { service, name, requestId, ms, answer } = invocation;
  const took = ms === undefined ? 'no response yet' : `${ms.toFixed(1)} ms`;
  const id = requestId === undefined ? '' : `  Lambda request ${requestId}`;
  return [
    `${' '.repeat(indent)}${coloured('bold', printable(`${service}:${name}`), terminal)}  ${took}${id}`,
    ...(answer === undefined ? [] : answerLines(answer, indent + 2, terminal)),
    ...invocationLines(invocation, indent + 2, terminal),
  ];
}

function omitted({ omitted: count }: ReceivedTrace, indent: number): readonly string[] {
  return count === 0 ? [] : [`${' '.repeat(indent)}… and ${count} more, which were not recorded`];
}

function hopLines(hop: ReceivedHop, indent: number, terminal: Terminal): readonly string[] {
  const { mark, colour } = MARKS[hop.outcome];
  const place = { indent: indent + 2, labelWidth: NAME_WIDTH, columns: terminal.columns };
  const [first = '', ...rest] = labelled(hop.name, hop.detail, place);
  const start = `${' '.repeat(indent)}${coloured(colour, mark, terminal)} `;
  return [
    start + first.slice(indent + 2),
    ...rest,
    ...decisionLines(hop, indent + 2 + (hop.outcome === 'refused' ? 2 : NAME_WIDTH), terminal),
  ];
}

/** Returns the rule or statement that allowed a hop; for a refusal, all details across the whole width. */
function decisionLines(
  { decision, outcome }: ReceivedHop,
  indent: number,
  terminal: Terminal,
): readonly string[] {
  if (!decision) return [];
  const place = { indent, labelWidth: 'rule  '.length, columns: terminal.columns };
  const isRefused = outcome === 'refused';
  return decision.kind === 'rule'
    ? ruleLines(decision, isRefused, place, terminal)
    : policyLines(decision, isRefused, place, terminal);
}
