/** Compares a value with an expected part, for tests and for the mutation run. */
import { isDeepStrictEqual } from 'node:util';

/** A text that has to contain another. */
export class Containing {
  constructor(readonly text: string) {}

  toJSON(): string {
    return `…${this.text}…`;
  }
}

/** Expects a text that contains another. */
export function containing(text: string): Containing {
  return new Containing(text);
}

/** A list that has to include an element with a part. */
export class Including {
  constructor(readonly part: unknown) {}

  toJSON(): unknown {
    return ['…', this.part, '…'];
  }
}

/** Expects a list that includes an element with this part. */
export function including(part: unknown): Including {
  return new Including(part);
}

/**
 * Returns the differences between an expected part and a value, in one line each. Objects may have more properties
 * than expected, but lists must have the same length.
 */
export function differences(
  expected: unknown,
  actual: unknown,
  place = 'answer',
): readonly string[] {
  if (expected instanceof Containing) {
    if (typeof actual === 'string' && actual.includes(expected.text)) return [];
    return [difference(place, expected, actual)];
  }
  if (expected instanceof Including) {
    const found =
      Array.isArray(actual) &&
      actual.some((element) => differences(expected.part, element).length === 0);
    return found ? [] : [difference(place, expected, actual)];
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    if (expected.length !== actual.length) return [difference(place, expected, actual)];
    return expected.flatMap((part, index) =>
      differences(part, actual[index], `${place}[${index}]`),
    );
  }
  if (isObject(expected) && isObject(actual)) {
    return Object.entries(expected).flatMap(([name, part]) =>
      differences(part, actual[name], `${place}.${name}`),
    );
  }
  return isDeepStrictEqual(expected, actual) ? [] : [difference(place, expected, actual)];
}

function difference(place: string, expected: unknown, actual: unknown): string {
  return `${place}: expected ${shown(expected)}, got ${shown(actual)}`;
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
