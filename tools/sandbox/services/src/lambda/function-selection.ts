/** Selects functions by names such as `food:place-order`, `food` or `all`. */
import type { FunctionLabel } from './function-label';

/** Thrown when no function has a name; the message lists the existing names. */
export class UnknownFunctionError extends Error {
  override readonly name = 'UnknownFunctionError';
}

/** The name that selects all functions. */
export const ALL_FUNCTIONS = 'all';

/** Returns the name of a function, such as `food:place-order`. */
export function nameOf({ service, name }: FunctionLabel): string {
  return `${service}:${name}`;
}

/**
 * Returns a predicate for the selected functions.
 *
 * @param names names of functions or services.
 * @param existing the existing functions.
 * @throws {UnknownFunctionError} when a name selects no existing function.
 */
export function functionSelection(
  names: readonly string[],
  existing: readonly FunctionLabel[],
): (label: FunctionLabel) => boolean {
  const isSelected = (label: FunctionLabel, by: string) =>
    by === ALL_FUNCTIONS || by === label.service || by === nameOf(label);
  const unknown = names.find((by) => !existing.some((label) => isSelected(label, by)));
  if (unknown !== undefined) throw new UnknownFunctionError(unknownMessage(unknown, existing));
  return (label) => names.some((by) => isSelected(label, by));
}

function unknownMessage(name: string, existing: readonly FunctionLabel[]): string {
  const existingNames = [...new Set(existing.map(nameOf))].sort();
  return [`unknown function ${JSON.stringify(name)}; the functions are`, ...existingNames].join(
    '\n  ',
  );
}
