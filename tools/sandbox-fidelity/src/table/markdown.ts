/** Markdown tables, and placeholders in documents. */

export type Row = readonly string[];

/** Returns a table in Prettier's format. */
export function table(head: Row, rows: readonly Row[]): string {
  const widths = head.map((cell, index) =>
    Math.max(cell.length, 3, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (row: Row) =>
    `| ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** Returns a table under its title. */
export function section(title: string, head: Row, rows: readonly Row[]): string {
  return `## ${title}\n\n${table(head, rows)}`;
}

/**
 * Returns a document with other text between `<!-- name -->` and `<!-- /name -->`.
 *
 * @throws {Error} when the document has no such placeholder.
 */
export function withPart(document: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest] = document.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`The document has no ${start} followed by ${end}`);
  }
  return `${before}${start}\n\n${text}\n\n${end}${after}`;
}
