/** The newest of what comes in; what leaves to make room is counted. */
export class BoundedList<Value> {
  private values: Value[] = [];
  private left = 0;

  /** @param limit how many are kept. */
  constructor(private readonly limit: number) {}

  get list(): readonly Value[] {
    return this.values;
  }

  /** How many have left since the last {@link take}. */
  get dropped(): number {
    return this.left;
  }

  add(value: Value): void {
    this.values.push(value);
    // Made room for in large steps: one shift for each value would move the whole list each time.
    if (this.values.length >= 2 * this.limit) this.trim();
  }

  /** Empties it. Returns the newest values, the oldest of them first, and how many others there were. */
  take(): { readonly values: readonly Value[]; readonly dropped: number } {
    this.trim();
    const taken = { values: this.values, dropped: this.left };
    this.values = [];
    this.left = 0;
    return taken;
  }

  private trim(): void {
    const over = this.values.length - this.limit;
    if (over <= 0) return;
    this.values.splice(0, over);
    this.left += over;
  }
}
