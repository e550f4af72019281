/** Checks the relative links of Markdown pages. Links to other hosts are not checked. */
import path from 'node:path/posix';
import { type Link, type MarkdownPage } from './markdown-page';

/** Markdown pages, by path relative to the workspace's root. */
export type Pages = ReadonlyMap<string, MarkdownPage>;

/** The targets of links in the repository. */
export interface Repository {
  readonly pages: Pages;
  /** All files of the repository, without build output, relative to its root. */
  readonly files: ReadonlySet<string>;
}

/** Returns one line for each broken link: file, line, link and what is missing. */
export function linkProblems({ pages, files }: Repository): string[] {
  const known = new Set([...files].flatMap((file) => [file, ...foldersOf(file)]));
  return [...pages].flatMap(([file, page]) => [
    ...page.links.flatMap((link) => {
      const problem = problemOf(file, link, pages, known);
      return problem === undefined ? [] : [`${file}:${link.line}: ${link.href} ${problem}`];
    }),
    ...page.undefinedReferences.map(
      ({ href, line }) => `${file}:${line}: ${href} has no definition, such as '[name]: url'`,
    ),
  ]);
}

/**
 * Returns the file that a link refers to, relative to the root, or `undefined` for a link to another host.
 */
export function targetOf(
  file: string,
  href: string,
): { path: string; anchor?: string } | undefined {
  if (/^([a-z][a-z\d+.-]*:|\/\/)/i.test(href)) return undefined;
  const [name = '', anchor] = href.split('#').map(decode);
  const from = name.startsWith('/') ? '.' : path.dirname(file);
  const target = name === '' ? file : path.join(from, name).replace(/(.)\/$/, '$1');
  return anchor === undefined ? { path: target } : { path: target, anchor };
}

function problemOf(
  file: string,
  { href }: Link,
  pages: Pages,
  known: ReadonlySet<string>,
): string | undefined {
  const target = targetOf(file, href);
  if (target === undefined) return undefined;
  if (!known.has(target.path)) return `leads to ${target.path}, which is not in the repository`;
  if (target.anchor === undefined) return undefined;
  const page = pages.get(target.path);
  if (page === undefined) return `names '#${target.anchor}' in something that is not Markdown`;
  if (page.anchors.has(target.anchor)) return undefined;
  return `names '#${target.anchor}', which no heading of ${target.path} has`;
}

function foldersOf(file: string): string[] {
  const folder = path.dirname(file);
  return folder === '.' ? ['.'] : [folder, ...foldersOf(folder)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
