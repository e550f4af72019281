import { withSourceRoot } from './source-map';

describe('a moved source map', () => {
  it('has a source root', () => {
    const map = '{\n  "version": 3,\n  "sources": ["../a.ts"]\n}';
    expect(JSON.parse(withSourceRoot(map, '/my "shop"/dist'))).toEqual({
      version: 3,
      sources: ['../a.ts'],
      sourceRoot: '/my "shop"/dist/',
    });
  });

  it.each(['{"sourceRoot": "/elsewhere", "version": 3}', '{}', '', '[]', 'not JSON'])(
    'is not changed: %s',
    (map) => {
      expect(withSourceRoot(map, '/dist')).toBe(map);
    },
  );
});
