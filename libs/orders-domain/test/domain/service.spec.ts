import * as z from 'zod/mini';
import { optionalText, type Fields } from '../../src/domain/fields';
import { defineService } from '../../src/domain/service';

describe('defineService', () => {
  it('keeps name and menu', () => {
    const tea: { name: 'tea'; items: readonly ('green' | 'black')[] } = defineService({
      name: 'tea',
      items: ['green', 'black'],
    });
    expect(tea).toMatchObject({ name: 'tea', items: ['green', 'black'], fields: {}, state: {} });
  });

  it.each(['Food', 'f', '1food', 'fo od', '__proto__', 'a'.repeat(32)])(
    'rejects the name "%s"',
    (name) => {
      expect(() => defineService({ name, items: ['a'] })).toThrow(`got "${name}"`);
    },
  );

  it('rejects an empty menu', () => {
    expect(() => defineService({ name: 'food', items: [] })).toThrow('must have at least one item');
  });

  it('rejects a duplicate item', () => {
    expect(() => defineService({ name: 'food', items: ['a', 'b', 'a'] })).toThrow(
      'service "food" lists the item "a" twice',
    );
  });

  it('keeps the version of its contract', () => {
    expect(defineService({ name: 'food', items: ['a'], version: '2.0.0' }).version).toBe('2.0.0');
  });

  it.each(['2', 'v2.0.0', '2.0', ''])('rejects the version "%s"', (version) => {
    expect(() => defineService({ name: 'food', items: ['a'], version })).toThrow(
      `version of service "food" must have the form 1.0.0, got "${version}"`,
    );
  });

  it.each(['Pizza', '', 'ice cream', '1up', 'a'.repeat(64)])('rejects the item "%s"', (item) => {
    expect(() => defineService({ name: 'food', items: [item] })).toThrow(`got "${item}"`);
  });

  const note = optionalText({ maxLength: 5, description: 'A note' });
  const defined = (fields: Fields, state: Fields = {}) =>
    defineService({ name: 'food', items: ['a'], fields, state });

  it('keeps the fields of its orders, and their state', () => {
    const state = { canceledAt: note };
    expect(defined({ note }, state)).toMatchObject({ fields: { note }, state });
  });

  it.each([
    ['an invalid name', { 'my note': note }, 'must have a name that matches'],
    ['the name of every order', { fullName: note }, 'has a name that orders already use'],
    ['the name of a key', { shard: note }, 'has a name that orders already use'],
    ['the name of the service', { food: note }, 'has a name that orders already use'],
    [
      'no default',
      { size: z.string() },
      'must be optional or have a default: orders stored before',
    ],
  ])('rejects a field with %s', (_fault, fields, message) => {
    const [name = ''] = Object.keys(fields);
    expect(() => defined(fields)).toThrow(`field "${name}" of service "food" ${message}`);
    expect(() => defined({}, fields)).toThrow(`field "${name}" of service "food" ${message}`);
  });

  it('rejects a field that is also state', () => {
    expect(() => defined({ note }, { note })).toThrow('field "note" of service "food" has a name');
  });
});
