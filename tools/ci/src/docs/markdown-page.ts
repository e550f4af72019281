/** Parses Markdown pages as GitHub renders them: their links, and the targets of links in them. */
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

/** A row of a table: the text of its cells without markup, and the targets of its links. */
export interface TableRow {
  readonly cells: readonly string[];
  readonly hrefs: readonly string[];
}

/** The parts of a page that are checked. */
export interface MarkdownPage {
  /** The YAML between the `---` lines at the top, or `undefined` if there is none. */
  readonly frontMatter: string | undefined;
  readonly headings: readonly Heading[];
  /** Valid `#fragment`s: the headings' anchors, and `id`s in HTML. */
  readonly anchors: ReadonlySet<string>;
  readonly links: readonly Link[];
  /** The rows of all tables, including their headers. */
  readonly rows: readonly TableRow[];
  /** Reference links such as `[text][name]` whose `[name]: url` is missing. */
  readonly undefinedReferences: readonly Link[];
}

const parser = new MarkdownIt({ html: true });

const FRONT_MATTER = /^---\n([\s\S]*?\n)?---(?:\n|$)/;

/**
 * Parses a page. Links in code are ignored.
 * @param text the page's source, in GitHub Flavored Markdown
 */
export function parsePage(text: string): MarkdownPage {
  const source = text.replaceAll('\r\n', '\n');
  const [whole = '', frontMatter] = FRONT_MATTER.exec(source) ?? [];
  // Replaces the front matter with blank lines, so that line numbers stay the same.
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

/** Returns all tokens, including inline ones, with their lines. */
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

/** Returns the text of a paragraph, heading or cell without markup. */
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
