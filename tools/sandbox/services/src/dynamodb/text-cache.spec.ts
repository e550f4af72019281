import { TextCache } from './text-cache';

const KEY = 'table~orders';

/** A store that counts its reads; a read answers with what was there when it began. */
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
    const kept = new TextCache('table~');
    expect([await kept.get(KEY, read), await kept.get(KEY, read)]).toEqual(['first', 'first']);
    expect(reads()).toBe(1);
  });

  it.each(['item-orders~1', 'table~unknown'])('does not cache %s', async (key) => {
    const { read, reads } = store();
    const kept = new TextCache('table~');
    await kept.get(key, read);
    await kept.get(key, read);
    expect(reads()).toBe(2);
  });

  it('reads again after a write, even a failed one', async () => {
    const { texts, read } = store();
    const kept = new TextCache('table~');
    await kept.get(KEY, read);
    await kept.whileWriting([KEY], () => {
      texts.set(KEY, 'second');
      return Promise.resolve();
    });
    expect(await kept.get(KEY, read)).toBe('second');
    const failing = kept.whileWriting(['item-orders~1', KEY], () => {
      texts.set(KEY, 'third');
      return Promise.reject(new Error('no room'));
    });
    await expect(failing).rejects.toThrow('no room');
    expect(await kept.get(KEY, read)).toBe('third');
  });

  it('does not cache a text that was read before or during a write', async () => {
    const { texts, read } = store();
    const kept = new TextCache('table~');
    const slow = async (key: string) => {
      const text = await read(key);
      await written;
      return text;
    };
    let end: (value: undefined) => void = () => undefined;
    const written = new Promise<undefined>((resolve) => (end = resolve));
    const before = kept.get(KEY, slow);
    const write = kept.whileWriting([KEY], async () => {
      await kept.get(KEY, read);
      texts.set(KEY, 'second');
    });
    await write;
    end(undefined);
    expect(await before).toBe('first');
    expect(await kept.get(KEY, read)).toBe('second');
  });

  it('is kept during other writes', async () => {
    const { read, reads } = store();
    const kept = new TextCache('table~');
    await kept.get(KEY, read);
    await kept.whileWriting(['item-orders~1'], () => Promise.resolve());
    await kept.get(KEY, read);
    expect(reads()).toBe(1);
  });
});
