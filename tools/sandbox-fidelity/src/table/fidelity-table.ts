/** The part of `docs/sandbox-fidelity.md` that follows from the cases. */
import { cases, deployment } from '../cases';
import type { DeploymentCase, FidelityCase } from '../fidelity-case';

const START = '<!-- cases -->';
const END = '<!-- /cases -->';

/**
 * The document with its tables as the cases are now.
 *
 * @throws {Error} where the document has no place for them.
 */
export function withTables(document: string): string {
  const [before, rest] = document.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`The document has no ${START} with an ${END} after it`);
  }
  return `${before}${START}\n\n${tables()}\n\n${END}${after}`;
}

function tables(): string {
  return [
    ...Object.entries(cases).map(([area, list]) =>
      section(
        area,
        ['What AWS does', 'The sandbox answers', 'Refused at', 'Source'],
        list.map(requestRow),
      ),
    ),
    section(
      'Deployment',
      ['What AWS does', 'The sandbox refuses', 'Source'],
      deployment.map(deploymentRow),
    ),
  ].join('\n\n');
}

type Row = readonly string[];

function section(title: string, head: Row, rows: readonly Row[]): string {
  const widths = head.map((cell, index) =>
    Math.max(cell.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (row: Row) =>
    `| ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [`## ${title}`, '', line(head), rule, ...rows.map(line)].join('\n');
}

function requestRow({ name, answer, cause, source }: FidelityCase): Row {
  return [sentence(name), String(answer.status), cause.hop, `[AWS](${source})`];
}

function deploymentRow({ name, refused, source }: DeploymentCase): Row {
  return [sentence(name), `\`${refused.construct}\``, `[AWS](${source})`];
}

/** A bar would end the cell. */
function sentence(name: string): string {
  return name.replaceAll('|', '\\|');
}
