/** Texts that are read with every operation and seldom written, kept in memory as they are on disk. */
export class KeptTexts {
  private readonly texts = new Map<string, string>();
  /** Of writes, begun and ended. */
  private count = 0;

  /** @param prefix of the keys whose texts are kept; undefined where none are. */
  constructor(private readonly prefix: string | undefined) {}

  /** Returns the text at a key; `read` is asked for one that is not kept. */
  async get(
    key: string,
    read: (key: string) => Promise<string | undefined>,
  ): Promise<string | undefined> {
    if (!this.isKept(key)) return read(key);
    const kept = this.texts.get(key);
    if (kept !== undefined) return kept;
    const { count } = this;
    const text = await read(key);
    // What was read during a write may be what was there before it.
    if (text !== undefined && count === this.count) this.texts.set(key, text);
    return text;
  }

  /** Runs a write of these keys. */
  async during(keys: readonly string[], write: () => Promise<void>): Promise<void> {
    if (!keys.some((key) => this.isKept(key))) return write();
    this.forget();
    try {
      await write();
    } finally {
      this.forget();
    }
  }

  /** Reads everything anew. */
  forget(): void {
    this.texts.clear();
    this.count += 1;
  }

  private isKept(key: string): boolean {
    return this.prefix !== undefined && key.startsWith(this.prefix);
  }
}
