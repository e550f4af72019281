/** A function of the sandbox that enforces a rule of AWS, and the cases that test it. */
export interface EnforcementPoint {
  /** The rule. */
  readonly name: string;
  /** Path below the sandbox's sources. */
  readonly file: string;
  /** The name of the function or method, such as `Policy.evaluate`. */
  readonly enforcedBy: string;
  /** The names of the cases, each of which must detect a mutant of the function. */
  readonly cases: readonly string[];
}
