/** Finds pages that no other page links to. */
import path from 'node:path/posix';
import { targetOf, type Pages } from './links';

/** Pages that GitHub shows without a link: for a folder, or in a form. */
const SHOWN_BY_GITHUB = /(^|\/)README\.md$|^\.github\//;

/**
 * Returns the pages that can't be reached by links from a README.md, sorted. A link to a folder reaches all
 * pages in it, since GitHub lists them.
 */
export function unlinkedPages(pages: Pages): readonly string[] {
  const found = new Set<string>();
  const visit = (file: string): void => {
    const page = pages.get(file);
    if (page === undefined || found.has(file)) return;
    found.add(file);
    for (const { href } of page.links) {
      const target = targetOf(file, href)?.path;
      if (target === undefined) continue;
      visit(target);
      for (const other of pages.keys()) if (path.dirname(other) === target) visit(other);
    }
  };
  for (const file of pages.keys()) if (SHOWN_BY_GITHUB.test(file)) visit(file);
  return [...pages.keys()].filter((file) => !found.has(file)).sort();
}
