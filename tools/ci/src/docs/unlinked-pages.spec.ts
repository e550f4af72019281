import { parsePage } from './markdown-page';
import { unlinkedPages } from './unlinked-pages';

/** Returns the unlinked pages of a repository with these files. */
const unlinked = (sources: Readonly<Record<string, string>>) =>
  unlinkedPages(
    new Map(Object.entries(sources).map(([file, source]) => [file, parsePage(source)])),
  );

describe('a page', () => {
  it('is linked by README.md, or by a page that README.md links', () => {
    const pages = { 'docs/one.md': '[two](two.md)', 'docs/two.md': '[one](one.md#top)' };
    expect(unlinked({ ...pages, 'README.md': '[one](docs/one.md)' })).toEqual([]);
    expect(unlinked({ ...pages, 'README.md': '[two](https://example.com/two.md)' })).toEqual([
      'docs/one.md',
      'docs/two.md',
    ]);
  });

  it('is found in a folder that a page links', () => {
    const pages = { 'docs/runbooks/a.md': '', 'docs/runbooks/old/b.md': '' };
    expect(unlinked({ ...pages, 'README.md': '[runbooks](docs/runbooks)' })).toEqual([
      'docs/runbooks/old/b.md',
    ]);
  });

  it('needs no link if GitHub shows it by itself', () => {
    expect(unlinked({ 'libs/a/README.md': '[b](b.md)', 'libs/a/b.md': '' })).toEqual([]);
    expect(unlinked({ '.github/pull_request_template.md': '' })).toEqual([]);
  });
});
