/**
 * The bytes that the bodies of all requests in progress may have together. Who does not fit waits, in
 * the order of arrival, while its client's bytes stay where they are: in the network.
 */
export class BodyBudget {
  private readonly waiting: { readonly bytes: number; readonly admit: () => void }[] = [];
  private taken = 0;

  /** @param total bytes; a single body must fit. */
  constructor(private readonly total: number) {}

  /** Returns what gives the bytes back, to be called once, when there are so many. */
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
