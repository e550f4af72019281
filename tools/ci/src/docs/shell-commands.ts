/** Extracts shell commands from Markdown pages, and splits them into words. */
import MarkdownIt from 'markdown-it';

/** One command of a page, such as `npx nx run ci:docs`. */
export interface ShellCommand {
  /** The command as written, without its trailing comment. */
  readonly text: string;
  /** Its words, without quotes and leading environment variables. */
  readonly words: readonly string[];
  /** The line of the page at which its block or paragraph begins, counted from 1. */
  readonly line: number;
}

const parser = new MarkdownIt({ html: true });

const SHELLS = ['bash', 'sh', 'shell', 'console'];

/** The first words of commands in running text; other inline code is not a command. */
const PROGRAMS = /^(?:npx|npm|nx|node|bash) /;

/** Returns the commands in shell blocks and in inline code, in the order of the page. */
export function commandsIn(page: string): ShellCommand[] {
  let line = 1;
  return parser.parse(page.replaceAll('\r\n', '\n'), {}).flatMap((token) => {
    if (token.map) line = token.map[0] + 1;
    const start = line;
    return codeOf(token.type, token).flatMap((code) =>
      split(code).map((text) => ({ text, words: wordsOf(text), line: start })),
    );
  });
}

function codeOf(
  type: string,
  { info, content, children }: ReturnType<typeof parser.parse>[number],
): string[] {
  if (type === 'fence') {
    const [language = ''] = info.trim().split(/\s/);
    if (!SHELLS.includes(language)) return [];
    return [language === 'console' ? typedIn(content) : content];
  }
  return (children ?? [])
    .filter((child) => child.type === 'code_inline' && PROGRAMS.test(child.content))
    .map((child) => child.content);
}

/** Returns the input of a console session: the lines after `$`, without the output. */
function typedIn(session: string): string {
  const lines = session.split('\n').filter((one) => one.startsWith('$ '));
  return lines.map((one) => one.slice(2)).join('\n');
}

/** Returns the single commands of a script. */
function split(script: string): string[] {
  return script
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .map((one) => one.replace(/(?:^|\s)#.*$/, ''))
    .flatMap((one) => one.split(/\s(?:&&|\|\||\||;)\s/))
    .map((one) => one.replaceAll(/^[\s(]+|[\s)]+$/g, ''))
    .filter((one) => one !== '');
}

/** Returns the words of a command. A placeholder such as `<account id>` is one word, or part of one. */
function wordsOf(command: string): string[] {
  const words = command.match(/(?:'[^']*'|"[^"]*"|<[^>]*>|[^\s'"<])+/g) ?? [];
  const first = words.findIndex((word) => !/^[A-Z_]+=/.test(word));
  return words.slice(Math.max(0, first)).map((word) => word.replaceAll(/^['"]|['"]$/g, ''));
}
