/** Formats what decided a hop: the rule of a construct, or the statements of policies. */
import type { ReceivedPolicies, ReceivedRule } from '@sandbox/front-doors/control-api/trace-schema';
import { coloured, labelled, type Terminal } from './text';

/** Layout of lines: indent, width of labels, and maximum width. */
export interface LineLayout {
  readonly indent: number;
  readonly labelWidth: number;
  readonly columns: number;
}

type PolicyDecided = ReceivedPolicies['policies'][number];
type StatementDecided = NonNullable<PolicyDecided['statement']>;

export const MARKS = {
  passed: { mark: '✓', colour: 'green' },
  refused: { mark: '✗', colour: 'red' },
} as const;

/** @param isRefused whether the rule refused the request; its checks are then shown with both values */
export function ruleLines(
  { rule, constructPaths, checks = [] }: ReceivedRule,
  isRefused: boolean,
  place: LineLayout,
  terminal: Terminal,
): readonly string[] {
  return [
    ...labelled('rule', rule, place),
    ...constructPaths.flatMap((path, index) => labelled(index === 0 ? 'of' : '', path, place)),
    ...(isRefused ? checks.flatMap((check) => checkLines(check, place, terminal)) : []),
  ];
}

/** @param isRefused whether the policies refused the request; each is then shown with its statement */
export function policyLines(
  { request, decidedBy, message, policies }: ReceivedPolicies,
  isRefused: boolean,
  place: LineLayout,
  terminal: Terminal,
): readonly string[] {
  if (!isRefused) {
    const { kind, where, statement } = decidedBy;
    const allowedBy = kind === 'root' ? 'administrator of the account' : `${kind} policy`;
    const parts = [allowedBy, statement, where].filter((part) => part !== undefined);
    return labelled('rule', parts.join(', '), place);
  }
  return [
    ...(message === undefined ? [] : labelled('', message, { ...place, labelWidth: 0 })),
    ...policies.flatMap((policy) => explainedPolicy(policy, request, decidedBy, place, terminal)),
  ];
}

function explainedPolicy(
  { kind, where, effect, statement }: PolicyDecided,
  request: ReceivedPolicies['request'],
  decidedBy: ReceivedPolicies['decidedBy'],
  place: LineLayout,
  terminal: Terminal,
): readonly string[] {
  const verb = { allow: 'allows', explicitDeny: 'denies', implicitDeny: 'does not allow' }[effect];
  const decided = decidedBy.kind === kind && (decidedBy.where ?? where) === where;
  const { mark, colour } = MARKS[effect === 'allow' ? 'passed' : 'refused'];
  const [first = '', ...rest] = labelled('', `${kind} policy of ${where} ${verb}`, {
    ...place,
    labelWidth: '✓ '.length,
  });
  const heading = first.trimStart();
  return [
    `${' '.repeat(place.indent)}${coloured(colour, mark, terminal)} ` +
      (decided ? coloured('bold', heading, terminal) : heading),
    ...rest,
    ...(statement && effect !== 'allow'
      ? statementLines(statement, request, { ...place, indent: place.indent + 2 }, terminal)
      : []),
  ];
}

/** All elements of a statement that denies match; of the closest allow, not all. */
function statementLines(
  statement: StatementDecided,
  request: ReceivedPolicies['request'],
  place: LineLayout,
  terminal: Terminal,
): readonly string[] {
  const start = ' '.repeat(place.indent);
  const title = statement.effect === 'Deny' ? 'by statement' : 'closest is statement';
  const element = (name: string, value: string, holds: boolean) =>
    labelled(`${name} is`, value, { ...place, indent: place.indent + 2, labelWidth: 13 }).map(
      (line, index) => (index === 0 ? marked(line, holds, place.indent, terminal) : line),
    );
  return [
    `${start}${title} ${statement.label.replace(/^statement /, '')}:`,
    ...documentLines(statement.document, place).map((line) => `${start}  ${line}`),
    `${start}it applies where all of these do:`,
    ...element('Principal', request.principal, statement.principalMatches),
    ...element('Action', request.action, statement.actionMatches),
    ...element('Resource', request.resource, statement.resourceMatches),
    ...statement.conditions.flatMap(({ operator, key, expected, actual, holds }) =>
      checkLines(
        {
          name: `${operator} ${key}`,
          expected: expected.join(' or '),
          actual: actual === undefined ? '(none)' : [actual].flat().join(', '),
          holds,
        },
        place,
        terminal,
      ),
    ),
  ];
}

/** Returns a line for each element of the statement, or several for a long element. */
function documentLines(document: unknown, { indent, columns }: LineLayout): readonly string[] {
  const pretty = JSON.stringify(document, null, 2).split('\n');
  if (typeof document !== 'object' || document === null) return pretty;
  const elements = Object.entries(document).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  if (elements.some((line) => line.length > columns - indent - 3)) return pretty;
  return [
    '{',
    ...elements.map((line, index) => line + (index < elements.length - 1 ? ',' : '')),
    '}',
  ];
}

function checkLines(
  { name, expected, actual, holds }: NonNullable<ReceivedRule['checks']>[number],
  place: LineLayout,
  terminal: Terminal,
): readonly string[] {
  const beside = { ...place, indent: place.indent + 2, labelWidth: 'expected  '.length };
  return [
    marked(`${' '.repeat(place.indent)}  ${name}`, holds, place.indent, terminal),
    ...labelled('expected', expected, beside),
    ...labelled('actual', actual, beside),
  ];
}

/** Puts a mark in front of a line that has two characters of space for it. */
function marked(line: string, holds: boolean, indent: number, terminal: Terminal): string {
  const { mark, colour } = MARKS[holds ? 'passed' : 'refused'];
  return `${' '.repeat(indent)}${coloured(colour, mark, terminal)} ${line.slice(indent + 2)}`;
}
