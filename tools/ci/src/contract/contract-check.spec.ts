import { GitRepository, baseOf } from '../git';
import { TestRepository } from '../testing/git-repository';
import { checkContract } from './contract-check';

const FILE = 'apps/soup-service/contract/openapi.json';

/** Returns a document with one operation, whose request body has these items. */
function documentOf(items: readonly string[], version = '1.0.0'): string {
  const schema = { type: 'string', enum: items };
  const content = { 'application/json': { schema } };
  const post = { requestBody: { content }, responses: { '201': {} } };
  return JSON.stringify({ openapi: '3.1.0', info: { version }, paths: { '/orders': { post } } });
}

describe('the contract of a service', () => {
  const files = new TestRepository();
  const repository = new GitRepository(files.root);
  const check = (base = 'main') => checkContract({ repository, app: 'apps/soup-service', base });
  afterAll(() => files.remove());
  files.commit({ 'README.md': 'A workspace' });
  const empty = files.git('rev-parse', 'HEAD');
  files.commit({ [FILE]: documentOf(['soup', 'bread']) });

  /** Creates a branch from `main` with this document. */
  function change(document: string): void {
    files.git('checkout', '--quiet', '-B', 'change', 'main');
    files.commit({ [FILE]: document });
  }

  it('is compatible if more is accepted', () => {
    change(documentOf(['soup', 'bread', 'stew']));
    const { ok, lines } = check();
    expect(ok).toBe(true);
    expect(lines).toEqual([
      expect.stringMatching(
        /^apps\/soup-service\/contract\/openapi\.json is compatible with the callers of main/,
      ),
    ]);
  });

  it('is broken if less is accepted, with a line for each break', () => {
    change(documentOf(['stew']));
    const place = "paths['/orders'].post.requestBody.content['application/json'].schema.enum";
    const { ok, lines } = check();
    expect(ok).toBe(false);
    expect(lines).toEqual([
      expect.stringMatching(
        /^apps\/soup-service\/contract\/openapi\.json breaks callers of main \([0-9a-f]{7}\):$/,
      ),
      `  ${place}: "soup" is no longer accepted (compatible: accept everything that was accepted before)`,
      `  ${place}: "bread" is no longer accepted (compatible: accept everything that was accepted before)`,
      'Make a compatible change. To break callers on purpose, raise the major version of the service, which is 1.0.0 (`version` in apps/soup-service/src/service.ts).',
    ]);
  });

  it.each([
    ['2.0.0', true],
    ['1.1.0', false],
    ['0.9.0', false],
  ])('may be broken with the version %s: %s', (version, ok) => {
    change(documentOf(['stew'], version));
    expect(check().ok).toBe(ok);
  });

  it('ignores changes on main since the merge base', () => {
    change(documentOf(['soup', 'bread', 'stew']));
    files.git('checkout', '--quiet', '-B', 'ahead', 'main');
    files.commit({ [FILE]: documentOf(['soup', 'bread', 'cake']) });
    files.git('checkout', '--quiet', 'change');
    expect(check('ahead').ok).toBe(true);
  });

  it('is new if main has none, and reports that', () => {
    change(documentOf(['stew']));
    const { ok, lines } = check(empty);
    expect(ok).toBe(true);
    expect(lines).toEqual([expect.stringContaining('is new since')]);
  });

  it('reports a missing base, and how to fetch it', () => {
    expect(() => check('origin/main')).toThrow("'origin/main' and the current commit have no");
  });

  it('reports the commit with an invalid document', () => {
    files.git('checkout', '--quiet', '-B', 'damaged', 'main');
    files.commit({ [FILE]: '[]' });
    expect(() => check('main')).toThrow(
      'apps/soup-service/contract/openapi.json is not an OpenAPI 3.1',
    );
  });

  it.each([
    [{ NX_BASE: 'abc' }, 'abc'],
    [{ NX_BASE: '' }, 'main'],
    [{}, 'main'],
  ])('is compared with NX_BASE, or else main: %j', (environment, base) => {
    expect(baseOf(repository, environment)).toBe(base);
  });

  it("is compared with the remote's main if there is one", () => {
    files.git('update-ref', 'refs/remotes/origin/main', 'main');
    expect(baseOf(repository, {})).toBe('origin/main');
  });
});
