/** A place in the sandbox's sources that enforces something, and what switches it off. */
import type { Replacement } from '../sandbox-bundle';

export interface EnforcementPoint extends Replacement {
  /** What it enforces. */
  readonly name: string;
  /** In other files, where one place does not switch it off alone. */
  readonly also?: readonly Replacement[];
  /** The names of the cases that must fail when it is off. */
  readonly cases: readonly string[];
}
