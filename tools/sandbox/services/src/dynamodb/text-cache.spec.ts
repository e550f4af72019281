import { TextCache } from './text-cache';

const KEY = 'table~orders';

/** A store that counts its reads; a read returns the value from when it started. */
function store() {
  const texts = new Map([
    [KEY, 'first'],
    ['item-orders~1', 'an item'],
  ]);
  let reads = 0;
  return {
    texts,
    reads: () => reads,
    read: (key: string) => {
      reads += 1;
      return Promise.resolve(texts.get(key));
    },
  };
}

describe('the text cache', () => {
  it('reads a text once', async () => {
    const { read, reads } = store();
    const cache = new TextCache('table~');
    expect([await cache.get(KEY, read), await cache.get(KEY, read)]).toEqual(['first', 'first']);
    expect(reads()).toBe(1);
  });

  it.each(['item-orders~1', 'table~unknown'])('does not cache %s', async (key) => {
    const { read, reads } = store();
    const cache = new TextCache('table~');
    await cache.get(key, read);
    await cache.get(key, read);
    expect(reads()).toBe(2);
  });

  it('reads again after a write, even a failed one', async () => {
    const { texts, read } = store();
    const cache = new TextCache('table~');
    await cache.get(KEY, read);
    await cache.whileWriting([KEY], () => {
      texts.set(KEY, 'second');
      return Promise.resolve();
    });
    expect(await cache.get(KEY, read)).toBe('second');
    const failing = cache.whileWriting(['item-orders~1', KEY], () => {
      texts.set(KEY, 'third');
      return Promise.reject(new Error('no room'));
    });
    await expect(failing).rejects.toThrow('no room');
    expect(await cache.get(KEY, read)).toBe('third');
  });

  it('does not cache a text that was read before or during a write', async () => {
    const { texts, read } = store();
    const cache = new TextCache('table~');
    const slow = async (key: string) => {
      const text = await read(key);
      await written;
      return text;
    };
    let end: (value: undefined) => void = () => undefined;
    const written = new Promise<undefined>((resolve) => (end = resolve));
    const before = cache.get(KEY, slow);
    const write = cache.whileWriting([KEY], async () => {
      await cache.get(KEY, read);
      texts.set(KEY, 'second');
    });
    await write;
    end(undefined);
    expect(await before).toBe('first');
    expect(await cache.get(KEY, read)).toBe('second');
  });

  it('is kept during other writes', async () => {
    const { read, reads } = store();
    const cache = new TextCache('table~');
    await cache.get(KEY, read);
    await cache.whileWriting(['item-orders~1'], () => Promise.resolve());
    await cache.get(KEY, read);
    expect(reads()).toBe(1);
  });
});
