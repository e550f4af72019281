/** A Markdown page as GitHub shows it: what it links to, and what can be linked to in it. */
import GithubSlugger from 'github-slugger';
import MarkdownIt, { type Token } from 'markdown-it';

/** A link or an image, and the line that its paragraph begins in, counted from 1. */
export interface Link {
  readonly href: string;
  readonly line: number;
}

/** A heading: its level (1 for `#`), its text without markup, and its line, counted from 1. */
export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly line: number;
}

/** A row of a table: the text of its cells without markup, and where its links lead. */
export interface TableRow {
  readonly cells: readonly string[];
  readonly hrefs: readonly string[];
}

/** What the checks look at in a page. */
export interface MarkdownPage {
  /** The YAML between the `---` lines at the top, or `undefined` if there is none. */
  readonly frontMatter: string | undefined;
  readonly headings: readonly Heading[];
  /** What a `#fragment` may name: the headings' anchors, and `id`s written in HTML. */
  readonly anchors: ReadonlySet<string>;
  readonly links: readonly Link[];
  /** The rows of all tables, their heads included. */
  readonly rows: readonly TableRow[];
  /** Reference links such as `[text][name]` whose `[name]: url` is missing. */
  readonly undefinedReferences: readonly Link[];
}

const parser = new MarkdownIt({ html: true });

const FRONT_MATTER = /^---\n([\s\S]*?\n)?---(?:\n|$)/;

/**
 * Returns what a page consists of. Code is not looked at: a link in it is text.
 * @param text the page's source, in GitHub Flavored Markdown
 */
export function parsePage(text: string): MarkdownPage {
  const source = text.replaceAll('\r\n', '\n');
  const [whole = '', frontMatter] = FRONT_MATTER.exec(source) ?? [];
  // Blank lines in the place of the front matter keep the lines' numbers.
  const body = whole.replaceAll(/[^\n]/g, '') + source.slice(whole.length);
  const tokens = parser.parse(body, {});
  const parts = located(tokens);
  const headings = headingsOf(tokens);
  const slugger = new GithubSlugger();
  return {
    frontMatter: whole === '' ? undefined : (frontMatter ?? ''),
    headings,
    anchors: new Set([
      ...headings.map((heading) => slugger.slug(heading.text)),
      ...parts.flatMap(({ token }) => htmlAttributes(token, /\b(?:id|name)="([^"]+)"/g)),
    ]),
    links: parts.flatMap(({ token, line }) => hrefsOf(token).map((href) => ({ href, line }))),
    rows: rowsOf(tokens),
    undefinedReferences: parts.flatMap(({ token, line }) =>
      referencesIn(token).map((href) => ({ href, line })),
    ),
  };
}

/** Every token, those within paragraphs too, with its line. */
function located(tokens: readonly Token[]): { token: Token; line: number }[] {
  let line = 1;
  return tokens.flatMap((block) => {
    if (block.map) line = block.map[0] + 1;
    return [block, ...(block.children ?? [])].map((token) => ({ token, line }));
  });
}

function headingsOf(tokens: readonly Token[]): Heading[] {
  return tokens.flatMap((token, at) => {
    if (token.type !== 'heading_open') return [];
    const text = textOf(tokens[at + 1]);
    return [{ level: Number(token.tag.slice(1)), text, line: (token.map?.[0] ?? 0) + 1 }];
  });
}

function rowsOf(tokens: readonly Token[]): TableRow[] {
  return tokens.flatMap((token, at) => {
    if (token.type !== 'tr_open') return [];
    const end = tokens.findIndex(({ type }, index) => index > at && type === 'tr_close');
    const cells = tokens.slice(at, end).filter(({ type }) => type === 'inline');
    const hrefs = cells.flatMap(({ children }) => (children ?? []).flatMap(hrefsOf));
    return [{ cells: cells.map(textOf), hrefs }];
  });
}

/** The text of a paragraph, a heading or a cell without its markup. */
function textOf(inline: Token | undefined): string {
  return (inline?.children ?? [])
    .filter(({ type }) => type === 'text' || type === 'code_inline')
    .map(({ content }) => content)
    .join('');
}

function hrefsOf(token: Token): string[] {
  const href = token.attrGet('href') ?? token.attrGet('src');
  return href === null ? htmlAttributes(token, /\b(?:href|src)="([^"]+)"/g) : [String(href)];
}

function htmlAttributes(token: Token, attribute: RegExp): string[] {
  if (token.type !== 'html_block' && token.type !== 'html_inline') return [];
  return [...token.content.matchAll(attribute)].flatMap(([, value]) => value ?? []);
}

function referencesIn(token: Token): string[] {
  if (token.type !== 'text') return [];
  return [...token.content.matchAll(/\[[^[\]]+\]\[[^[\]]*\]/g)].map(([reference]) => reference);
}
