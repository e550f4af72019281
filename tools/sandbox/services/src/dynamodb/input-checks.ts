/**
 * Checks for inputs that dynalite fails at: nulls in place of values, structures deeper than
 * DynamoDB allows, and member names that are special in JavaScript.
 */
import { validateAttributeValue } from 'dynalite/validations';
import { Refusal } from './refusal';

/** The maximum levels of maps and lists in an attribute, including its own value. */
const MAX_NESTING = 32;

/**
 * The JSON levels around an attribute. Each level of an attribute is two in JSON: its type and its
 * content.
 */
const MAX_DEPTH = 2 * MAX_NESTING + 8;

const TOO_DEEP =
  'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond ' +
  'supported limit';

const NO_NAME =
  'One or more parameter values were invalid: The name of an attribute must not be empty';

/**
 * Checks an input before its types are validated.
 *
 * @throws {Refusal} when values are nested deeper than DynamoDB allows, or a member is called
 *   `__proto__`.
 */
export function assertReadable(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH) throw Refusal.validation(TOO_DEEP);
  // dynalite copies members by assignment, which would set the copy's prototype.
  if (Object.hasOwn(value, '__proto__')) {
    throw Refusal.validation('The sandbox does not support attributes with the name __proto__');
  }
  for (const member of Object.values(value)) assertReadable(member, depth + 1);
}

/**
 * Checks an input without its null members: remaining nulls are in lists and maps.
 *
 * @param path the path of the value in DynamoDB's notation.
 * @throws {Refusal} for a null, or an attribute nested too deep.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes
 */
export function assertWhole(value: unknown, path = '', nesting = 0): void {
  if (value === null || value === undefined) throw missing(path);
  if (typeof value !== 'object') return;
  if (nesting >= MAX_NESTING) throw Refusal.validation(TOO_DEEP);
  const isList = Array.isArray(value);
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    if (name === '' && !path.startsWith('expressionAttribute')) throw Refusal.validation(NO_NAME);
    assertNumbers(name, member);
    const isNested = (name === 'M' || name === 'L') && isNestedValue(member);
    const step = isList ? `${Number(name) + 1}.member` : lowerFirst(name);
    assertWhole(member, path === '' ? step : `${path}.${step}`, nesting + (isNested ? 1 : 0));
  }
}

/** dynalite validates the numbers of items, but not all operands of conditions. */
function assertNumbers(type: string, value: unknown): void {
  const texts: unknown = type === 'NS' ? value : type === 'N' ? [value] : [];
  if (!Array.isArray(texts)) return;
  for (const N of texts.filter((text) => typeof text === 'string')) {
    const isNone = /[^\d.e+-]/i.test(N);
    const problem = isNone
      ? `The parameter cannot be converted to a numeric value: ${N}`
      : validateAttributeValue({ N });
    if (problem !== undefined) throw Refusal.validation(problem);
  }
}

function isNestedValue(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function missing(path: string): Refusal {
  return Refusal.validation(
    `1 validation error detected: Value null at '${path}' failed to satisfy constraint: Member must ` +
      'not be null',
  );
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
