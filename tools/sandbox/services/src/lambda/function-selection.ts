/** Which functions somebody means by `food:place-order`, `food` or `all`. */
import type { FunctionLabel } from './function-label';

/** A name that no function has; the message lists those that there are. */
export class UnknownFunctionError extends Error {
  override readonly name = 'UnknownFunctionError';
}

/** Every function. */
export const ALL_FUNCTIONS = 'all';

/** Returns what a function is called, such as `food:place-order`. */
export function nameOf({ service, name }: FunctionLabel): string {
  return `${service}:${name}`;
}

/**
 * Returns a predicate for the selected functions.
 *
 * @param wanted names of functions or services.
 * @param known the existing functions.
 * @throws {UnknownFunctionError} when a name is none of theirs.
 */
export function functionSelection(
  wanted: readonly string[],
  known: readonly FunctionLabel[],
): (label: FunctionLabel) => boolean {
  const isMeant = (label: FunctionLabel, by: string) =>
    by === ALL_FUNCTIONS || by === label.service || by === nameOf(label);
  const unknown = wanted.find((by) => !known.some((label) => isMeant(label, by)));
  if (unknown !== undefined) throw new UnknownFunctionError(unknownMessage(unknown, known));
  return (label) => wanted.some((by) => isMeant(label, by));
}

function unknownMessage(wanted: string, known: readonly FunctionLabel[]): string {
  const names = [...new Set(known.map(nameOf))].sort();
  return [`unknown function ${JSON.stringify(wanted)}; the functions are`, ...names].join('\n  ');
}
