/** Exclusive locks on keys, granted in the order of the requests. */
export class KeyLocks {
  private readonly tails = new Map<string, Promise<void>>();

  /** Waits until the key is free. Returns a function that releases it. */
  async take(key: string): Promise<() => void> {
    const before = this.tails.get(key);
    const { promise: tail, free } = pending();
    this.tails.set(key, tail);
    await before;
    return () => {
      if (this.tails.get(key) === tail) this.tails.delete(key);
      free();
    };
  }

  /** The number of locked keys. */
  get size(): number {
    return this.tails.size;
  }
}

function pending(): { readonly promise: Promise<void>; readonly free: () => void } {
  let free: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    free = resolve;
  });
  return { promise, free };
}
