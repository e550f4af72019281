/** A cache of texts that are read with every operation and rarely written. */
export class TextCache {
  private readonly texts = new Map<string, string>();
  /** The number of writes that have started or ended. */
  private count = 0;

  /** @param prefix of the keys whose texts are cached; undefined to cache nothing. */
  constructor(private readonly prefix: string | undefined) {}

  /** Returns the text at a key, which `read` loads unless it is cached. */
  async get(
    key: string,
    read: (key: string) => Promise<string | undefined>,
  ): Promise<string | undefined> {
    if (!this.isCached(key)) return read(key);
    const cached = this.texts.get(key);
    if (cached !== undefined) return cached;
    const { count } = this;
    const text = await read(key);
    // A text that was read during a write may be outdated.
    if (text !== undefined && count === this.count) this.texts.set(key, text);
    return text;
  }

  /** Runs a write of these keys, and invalidates the cache before and after it. */
  async whileWriting(keys: readonly string[], write: () => Promise<void>): Promise<void> {
    if (!keys.some((key) => this.isCached(key))) return write();
    this.clear();
    try {
      await write();
    } finally {
      this.clear();
    }
  }

  /** Removes all texts. */
  clear(): void {
    this.texts.clear();
    this.count += 1;
  }

  private isCached(key: string): boolean {
    return this.prefix !== undefined && key.startsWith(this.prefix);
  }
}
