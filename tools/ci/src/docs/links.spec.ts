import { linkProblems } from './links';
import { parsePage } from './markdown-page';

/** Returns the problems of `docs/page.md` in a repository with a few other files. */
function problemsOf(text: string): string[] {
  const sources = new Map([
    ['docs/page.md', text],
    [
      'docs/other.md',
      '# Other\n\n## One `code` heading\n\n## Twice\n\n## Twice\n\n<a id="hand"></a>\n',
    ],
    ['README.md', '# Front page\n'],
  ]);
  const pages = new Map([...sources].map(([file, source]) => [file, parsePage(source)]));
  return linkProblems({ pages, files: new Set([...sources.keys(), 'tools/run.ts']) });
}

describe('links', () => {
  it.each`
    what                                  | text
    ${'a page beside'}                    | ${'[a](other.md)'}
    ${'a page above'}                     | ${'[a](../README.md)'}
    ${'a source file'}                    | ${'[a](../tools/run.ts)'}
    ${'a folder'}                         | ${'[a](../tools/)'}
    ${'a path from the root'}             | ${'[a](/tools/run.ts)'}
    ${'a heading'}                        | ${'[a](other.md#one-code-heading)'}
    ${'the second of two equal headings'} | ${'[a](other.md#twice-1)'}
    ${'an id in HTML'}                    | ${'[a](other.md#hand)'}
    ${'its own heading'}                  | ${'# Here, now\n\n[a](#here-now)'}
    ${'another host'}                     | ${'[a](https://example.com/#x) <mailto:a@example.com>'}
    ${'a link in code'}                   | ${'`[a](none.md)`\n\n```md\n[a](none.md)\n```'}
    ${'a defined reference'}              | ${'[a][b]\n\n[b]: other.md'}
  `('may lead to $what', ({ text }: { text: string }) => {
    expect(problemsOf(text)).toEqual([]);
  });

  it.each`
    what                               | text                                       | problem
    ${'a missing page'}                | ${'# A\n\n[a](none.md)'}                   | ${'docs/page.md:3: none.md leads to docs/none.md, which is not in the repository'}
    ${'the wrong case'}                | ${'[a](Other.md)'}                         | ${'docs/page.md:1: Other.md leads to docs/Other.md, which is not in the repository'}
    ${'a file beyond the root'}        | ${'[a](../../etc/hosts)'}                  | ${'docs/page.md:1: ../../etc/hosts leads to ../etc/hosts, which is not in the repository'}
    ${'a missing image'}               | ${'![a](none.svg)'}                        | ${'docs/page.md:1: none.svg leads to docs/none.svg, which is not in the repository'}
    ${'a missing file in HTML'}        | ${'<img src="none.png">'}                  | ${'docs/page.md:1: none.png leads to docs/none.png, which is not in the repository'}
    ${'a missing heading'}             | ${'[a](other.md#three)'}                   | ${"docs/page.md:1: other.md#three names '#three', which no heading of docs/other.md has"}
    ${'a missing heading of its own'}  | ${'[a](#here)'}                            | ${"docs/page.md:1: #here names '#here', which no heading of docs/page.md has"}
    ${'an anchor of a source file'}    | ${'[a](../tools/run.ts#x)'}                | ${"docs/page.md:1: ../tools/run.ts#x names '#x' in something that is not Markdown"}
    ${'a missing page, in a table'}    | ${'| a |\n| - |\n| b |\n| [c](none.md) |'} | ${'docs/page.md:4: none.md leads to docs/none.md, which is not in the repository'}
    ${'a reference to a missing page'} | ${'[a][b]\n\n[b]: none.md'}                | ${'docs/page.md:1: none.md leads to docs/none.md, which is not in the repository'}
    ${'an undefined reference'}        | ${'---\nx: y\n---\n\n[a][b]'}              | ${"docs/page.md:5: [a][b] has no definition, such as '[name]: url'"}
  `('must not lead to $what', ({ text, problem }: { text: string; problem: string }) => {
    expect(problemsOf(text)).toEqual([problem]);
  });
});
