/** A list of the newest values; older ones are removed and counted. */
export class BoundedList<Value> {
  private values: Value[] = [];
  private droppedCount = 0;

  /** @param limit the maximum number of values. */
  constructor(private readonly limit: number) {}

  get list(): readonly Value[] {
    return this.values;
  }

  /** The number of values removed since the last {@link take}. */
  get dropped(): number {
    return this.droppedCount;
  }

  add(value: Value): void {
    this.values.push(value);
    // Trimmed in large steps, since removing values one by one would move the whole list each time.
    if (this.values.length >= 2 * this.limit) this.trim();
  }

  /** Empties the list. Returns the newest values, oldest first, and the number of removed ones. */
  take(): { readonly values: readonly Value[]; readonly dropped: number } {
    this.trim();
    const taken = { values: this.values, dropped: this.droppedCount };
    this.values = [];
    this.droppedCount = 0;
    return taken;
  }

  private trim(): void {
    const over = this.values.length - this.limit;
    if (over <= 0) return;
    this.values.splice(0, over);
    this.droppedCount += over;
  }
}
