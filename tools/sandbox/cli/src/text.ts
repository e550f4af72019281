/** Plain text for a terminal: colour, wrapping and columns. */
import { inspect, stripVTControlCharacters } from 'node:util';
import { printable } from '@sandbox/kernel/printable';

/** Capabilities of the terminal. */
export interface Terminal {
  /** Characters per line of a table, also when the terminal is narrower: then use {@link fitted}. */
  readonly columns: number;
  /** Characters that fit in a line; unlimited without a terminal. */
  readonly width: number;
  readonly colour: boolean;
}

const MIN_COLUMNS = 80;
const MAX_COLUMNS = 120;

export function terminalOf(stream: NodeJS.WriteStream, env = process.env): Terminal {
  const columns = Math.min(Math.max(stream.columns || MIN_COLUMNS, MIN_COLUMNS), MAX_COLUMNS);
  const width = stream.isTTY && stream.columns > 0 ? stream.columns : Infinity;
  return { columns, width, colour: hasColour(stream, env) };
}

/**
 * @see https://no-color.org
 * @see https://force-color.org
 */
function hasColour({ isTTY }: NodeJS.WriteStream, env: NodeJS.ProcessEnv): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no = '' } = env;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return isTTY && no === '';
}

export type Colour = 'green' | 'red' | 'yellow' | 'cyan' | 'dim' | 'bold';

export function coloured(colour: Colour, text: string, terminal: Terminal): string {
  const [start, end] = inspect.colors[colour] ?? [0, 0];
  return terminal.colour ? `\u001b[${start}m${text}\u001b[${end}m` : text;
}

/**
 * Wraps a text at spaces into lines of a width. Parts without spaces, such as ARNs, are not broken, so that
 * they can be copied.
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

/**
 * Wraps a line at spaces, where the terminal would break it anywhere. Parts without spaces are not broken,
 * and start at the beginning of the line when they would not fit after the indent.
 *
 * @param hang indent of continuation lines. @default two more than the line's own
 */
export function fitted(line: string, width: number, hang?: number): readonly string[] {
  if (lengthOf(line) <= width) return [line];
  const own = line.length - line.trimStart().length;
  const lines: string[] = [];
  const [first = '', ...words] = line.trimStart().split(' ');
  let current = indented(first, own, width);
  for (const word of words) {
    if (lengthOf(current) + 1 + lengthOf(word) <= width) {
      current = `${current} ${word}`;
    } else if (word !== '') {
      lines.push(current.trimEnd());
      current = indented(word, hang ?? own + 2, width);
    }
  }
  return [...lines, current];
}

/** Like {@link fitted}, for each line of a text. */
export function fittedText(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => fitted(line, width))
    .join('\n');
}

function indented(word: string, indent: number, width: number): string {
  return ' '.repeat(Math.max(0, Math.min(indent, width - lengthOf(word)))) + word;
}

/** Returns the number of visible characters. */
function lengthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}

/** Returns a text after a label, with further lines aligned to the first; escapes control characters. */
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
