/** A function of the sandbox that enforces something, and the cases that hold it. */
export interface EnforcementPoint {
  /** What it enforces. */
  readonly name: string;
  /** Below the sandbox's sources. */
  readonly file: string;
  /** The function's name or, of a method, those of its class and its own: `Policy.evaluate`. */
  readonly enforcedBy: string;
  /** The names of the cases that must fail by a mistake in the function. */
  readonly cases: readonly string[];
}
