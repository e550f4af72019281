import { withSourceRoot } from './source-map';

describe('a source map that is moved', () => {
  it('names the folder that its sources are relative to', () => {
    const map = '{\n  "version": 3,\n  "sources": ["../a.ts"]\n}';
    expect(JSON.parse(withSourceRoot(map, '/my "shop"/dist'))).toEqual({
      version: 3,
      sources: ['../a.ts'],
      sourceRoot: '/my "shop"/dist/',
    });
  });

  it.each(['{"sourceRoot": "/elsewhere", "version": 3}', '{}', '', '[]', 'not JSON'])(
    'stays as it is: %s',
    (map) => {
      expect(withSourceRoot(map, '/dist')).toBe(map);
    },
  );
});
