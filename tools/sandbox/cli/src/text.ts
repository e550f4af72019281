/** Plain text for a terminal: colour, wrapping and columns. */
import { inspect, stripVTControlCharacters } from 'node:util';
import { printable } from '@sandbox/kernel/printable';

/** What the terminal can show. */
export interface Terminal {
  /** Characters in a line of a table, also where the terminal has fewer: {@link fitted} is for that. */
  readonly columns: number;
  /** Characters that fit in a line; without bound where no terminal reads them. */
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

/**
 * Breaks a line that the terminal would break anywhere: at its spaces. What has none is not broken, and
 * gets the whole line where it would not fit behind the indent.
 *
 * @param hang indent of further lines. @default two more than the line's own
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

/** As {@link fitted}, for each line of a text. */
export function fittedText(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => fitted(line, width))
    .join('\n');
}

function indented(word: string, indent: number, width: number): string {
  return ' '.repeat(Math.max(0, Math.min(indent, width - lengthOf(word)))) + word;
}

/** Characters that a terminal shows. */
function lengthOf(text: string): number {
  return stripVTControlCharacters(text).length;
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
