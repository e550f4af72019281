/**
 * Limits the total bytes of the bodies of all requests in flight. A body that does not fit waits, in order of
 * arrival, while its bytes stay in the network.
 */
export class BodyBudget {
  private readonly waiting: { readonly bytes: number; readonly admit: () => void }[] = [];
  private taken = 0;

  /** @param total bytes; a single body must fit. */
  constructor(private readonly total: number) {}

  /** Resolves when the bytes are available, to a function that releases them, which has to be called once. */
  async acquire(bytes: number): Promise<() => void> {
    if (this.waiting.length > 0 || this.taken + bytes > this.total) {
      await new Promise<void>((admit) => this.waiting.push({ bytes, admit }));
    } else {
      this.taken += bytes;
    }
    return () => this.release(bytes);
  }

  private release(bytes: number): void {
    this.taken -= bytes;
    for (let [next] = this.waiting; next; [next] = this.waiting) {
      if (this.taken + next.bytes > this.total) return;
      this.waiting.shift();
      this.taken += next.bytes;
      next.admit();
    }
  }
}
