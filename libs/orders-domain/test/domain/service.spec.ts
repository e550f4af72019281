import { defineService } from '../../src/domain/service';

describe('defineService', () => {
  it('keeps name and menu', () => {
    const tea: { name: 'tea'; items: readonly ('green' | 'black')[] } = defineService({
      name: 'tea',
      items: ['green', 'black'],
    });
    expect(tea).toEqual({ name: 'tea', items: ['green', 'black'] });
  });

  it.each(['Food', 'f', '1food', 'fo od', '__proto__', 'a'.repeat(32)])(
    'refuses the name "%s"',
    (name) => {
      expect(() => defineService({ name, items: ['a'] })).toThrow(`got "${name}"`);
    },
  );

  it('refuses an empty menu', () => {
    expect(() => defineService({ name: 'food', items: [] })).toThrow('must have at least one item');
  });

  it('refuses an item twice', () => {
    expect(() => defineService({ name: 'food', items: ['a', 'b', 'a'] })).toThrow(
      'service "food" lists the item "a" twice',
    );
  });

  it('keeps the version of its contract', () => {
    expect(defineService({ name: 'food', items: ['a'], version: '2.0.0' }).version).toBe('2.0.0');
  });

  it.each(['2', 'v2.0.0', '2.0', ''])('refuses the version "%s"', (version) => {
    expect(() => defineService({ name: 'food', items: ['a'], version })).toThrow(
      `version of service "food" must be like 1.0.0, got "${version}"`,
    );
  });

  it.each(['Pizza', '', 'ice cream', '1up', 'a'.repeat(64)])('refuses the item "%s"', (item) => {
    expect(() => defineService({ name: 'food', items: [item] })).toThrow(`got "${item}"`);
  });
});
