/** The whole way of a request as text: each hop, what decided it, and by which construct. */
import type { ReceivedTrace } from '@sandbox/front-doors/control-api/trace-schema';
import { MARKS, policyLines, ruleLines } from './decision-lines';
import { coloured, labelled, type Terminal } from './text';

type ReceivedHop = ReceivedTrace['hops'][number];

/** As wide as the longest name of a hop. */
const NAME_WIDTH = 22;

/** Tells the way of a request, and of the AWS API calls that it caused. */
export function explanation(trace: ReceivedTrace, terminal: Terminal): string {
  const { requestId, traceId, startedAt } = trace;
  const time = startedAt.replace('T', ' ').replace('Z', ' UTC');
  return [
    coloured('bold', heading(trace), terminal),
    `  request  ${requestId}`,
    `  trace    ${traceId}`,
    `  time     ${time}`,
    '',
    ...way(trace, 2, terminal),
    '',
  ].join('\n');
}

function heading({ request, status, ms }: ReceivedTrace): string {
  const answer = status === undefined ? 'not answered yet' : String(status);
  return `${request}  ${answer}  ${ms.toFixed(1)} ms`;
}

/** Calls happen while a function runs, so they stand before the hop that ends with its answer. */
function way(trace: ReceivedTrace, indent: number, terminal: Terminal): readonly string[] {
  const calls = trace.calls.flatMap((call) => [
    `${' '.repeat(indent)}${coloured('bold', heading(call), terminal)}  request ${call.requestId}`,
    ...way(call, indent + 2, terminal),
  ]);
  const before = trace.hops.filter(({ name }) => name !== 'integration');
  const after = trace.hops.filter(({ name }) => name === 'integration');
  const told = (hop: ReceivedHop) => hopLines(hop, indent, terminal);
  return [...before.flatMap(told), ...calls, ...leftOut(trace, indent), ...after.flatMap(told)];
}

function leftOut({ leftOut: count }: ReceivedTrace, indent: number): readonly string[] {
  return count === 0 ? [] : [`${' '.repeat(indent)}… and ${count} more, which are not kept`];
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

/** Of a hop that passed, only which rule or statement let it pass; a refusal gets the whole width. */
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
