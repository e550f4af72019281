/**
 * In a bundle, the cache of the SDK's endpoint discovery, with a `Map` instead of mnemonist's typed
 * arrays, which are a twentieth of a bundle. Only a client that discovers its endpoints fills it.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-endpoint-discovery.html
 */
export default class LruCache<Key, Value> {
  /** The least recently used one first. */
  private readonly values = new Map<Key, Value>();

  constructor(private readonly capacity: number) {}

  get(key: Key): Value | undefined {
    const value = this.values.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  /** Returns a value, which does not count as used. */
  peek(key: Key): Value | undefined {
    return this.values.get(key);
  }

  has(key: Key): boolean {
    return this.values.has(key);
  }

  set(key: Key, value: Value): void {
    this.values.delete(key);
    this.values.set(key, value);
    const [oldest] = this.values.keys();
    if (this.values.size > this.capacity && oldest !== undefined) this.values.delete(oldest);
  }

  clear(): void {
    this.values.clear();
  }
}
