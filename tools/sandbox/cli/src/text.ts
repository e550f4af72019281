/** Plain text for a terminal: colour, wrapping and columns. */
import { inspect } from 'node:util';
import { printable } from '@sandbox/kernel/printable';

/** What the terminal can show. */
export interface Terminal {
  /** Characters in a line. */
  readonly columns: number;
  readonly colour: boolean;
}

const MIN_COLUMNS = 80;
const MAX_COLUMNS = 120;

/** @see https://no-color.org */
export function terminalOf(stream: NodeJS.WriteStream): Terminal {
  const columns = Math.min(Math.max(stream.columns || MIN_COLUMNS, MIN_COLUMNS), MAX_COLUMNS);
  return { columns, colour: stream.isTTY && process.env['NO_COLOR'] === undefined };
}

export type Colour = 'green' | 'red' | 'dim' | 'bold';

export function coloured(colour: Colour, text: string, terminal: Terminal): string {
  const [start, end] = inspect.colors[colour] ?? [0, 0];
  return terminal.colour ? `\u001b[${start}m${text}\u001b[${end}m` : text;
}

/**
 * Breaks a text at its spaces into lines of a width; what has no spaces, such as an ARN, is not
 * broken, so that it can be copied.
 */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** Returns a text beside a label, its further lines below its first; controls in it are escaped. */
export function labelled(
  label: string,
  text: string,
  { indent, labelWidth, columns }: { indent: number; labelWidth: number; columns: number },
): readonly string[] {
  const start = ' '.repeat(indent);
  const width = columns - indent - labelWidth;
  return text
    .split('\n')
    .flatMap((line) => wrapped(printable(line), width))
    .map((line, index) => `${start}${(index === 0 ? label : '').padEnd(labelWidth)}${line}`);
}
