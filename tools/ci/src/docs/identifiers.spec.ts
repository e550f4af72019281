import { identifierProblems } from './identifiers';

const page = (text: string, name = 'docs/page.md') => new Map([[name, text]]);

describe('the identifiers that a page names', () => {
  it.each(['Call `startServer`.', '`startServer()` and `startServer`'])(
    'are reported once if the code does not have them: %s',
    (text) => {
      expect(identifierProblems(page(text), ['const startServers = 1;'])).toEqual([
        'docs/page.md: startServer',
      ]);
    },
  );

  it.each([
    ['the code has', 'Call `startServer`.', 'docs/page.md'],
    ['are not identifiers', 'Run `npm start`, set `PORT`, see `Servers`.', 'a.md'],
    ['are in a decision record', 'Call `oldName`.', 'docs/adr/0001-start.md'],
  ])('pass if they %s', (_why, text, name) => {
    expect(identifierProblems(page(text, name), ['startServer()'])).toEqual([]);
  });
});
