/** Reads the commands of docs/deploy.md, in the order of the page. */
import MarkdownIt from 'markdown-it';

/** A block of commands that a reader runs in one shell. */
export interface CommandBlock {
  /** The heading above it, such as `4. The consumer`. */
  readonly heading: string;
  readonly commands: readonly GuideCommand[];
}

/** A command, or an assignment for the ones after it. */
export interface GuideCommand {
  /** On one line, without the comment. */
  readonly text: string;
  /** The trailing comment, such as `consumer account`. */
  readonly comment: string;
}

const parser = new MarkdownIt();

/** Returns the `bash` code blocks of a page. */
export function commandBlocks(page: string): readonly CommandBlock[] {
  const tokens = parser.parse(page, {});
  return tokens.flatMap(({ type, info, content }, at) => {
    if (type !== 'fence' || info.trim() !== 'bash') return [];
    const heading = tokens.slice(0, at).findLastIndex((token) => token.type === 'heading_open');
    return [{ heading: tokens[heading + 1]?.content ?? '', commands: commandsOf(content) }];
  });
}

/** Returns the parsed `json` code blocks under a heading. */
export function jsonBlocks(page: string, heading: string): readonly unknown[] {
  const tokens = parser.parse(page, {});
  const start = tokens.findIndex(({ type, content }) => type === 'inline' && content === heading);
  const next = tokens.findIndex(({ type }, at) => at > start && type === 'heading_open');
  return tokens
    .slice(start, next < 0 ? undefined : next)
    .filter(({ type, info }) => type === 'fence' && info.trim() === 'json')
    .map(({ content }): unknown => JSON.parse(content));
}

function commandsOf(block: string): GuideCommand[] {
  return block
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, text = line, comment = ''] = /^(.*?)\s+# ?([^"']*)$/.exec(line) ?? [];
      return { text: text.trim(), comment };
    });
}
