/** The tags of a stage's resources, in addition to those of every stack. */
import { z } from 'zod';
import { described, mustBe, quoted } from './formats';

/** The tags that every stack sets, and that execution policies depend on. */
export const RESERVED_TAGS: readonly string[] = ['application', 'stage'];

/** AWS allows 50 for each resource; a subnet has `Name` and two of CDK's besides {@link RESERVED_TAGS}. */
const MOST = 45;

const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;

const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u;

const CHARACTERS = 'letters, digits, spaces and _ . : / = + - @';

/**
 * The schema of a stage's tags, limited to what every AWS service accepts.
 * @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
export const tags = z
  .record(z.string(), z.string({ error: described(`1 to 256 ${CHARACTERS}`) }))
  .readonly()
  .check(({ value, issues }) => {
    const refuse = (path: readonly string[], message: string) =>
      issues.push({ code: 'custom', input: value, path: [...path], message });
    const keys = Object.keys(value);
    if (keys.length > MOST) refuse([], `must be at most ${MOST}, got ${keys.length}`);
    for (const [index, key] of keys.entries()) {
      const text = value[key];
      const problem = keyProblem(key, keys.slice(0, index));
      if (problem !== undefined) refuse([], `must not have the key ${quoted(key)}: ${problem}`);
      else if (typeof text === 'string' && !isTagText(text, VALUE)) {
        refuse([key], mustBe(`1 to 256 ${CHARACTERS}, not starting with aws:`, text));
      }
    }
  });

function keyProblem(key: string, before: readonly string[]): string | undefined {
  if (!isTagText(key, KEY)) return `a key is 1 to 128 ${CHARACTERS}, and does not start with aws:`;
  const isLike = (other: string) => other.toLowerCase() === key.toLowerCase();
  if (RESERVED_TAGS.some(isLike)) return 'the stack sets it itself';
  // Keys of IAM's tags are the same in upper and lower case.
  const twin = before.find(isLike);
  return twin === undefined ? undefined : `${quoted(twin)} differs only in case`;
}

function isTagText(text: string, format: RegExp): boolean {
  return format.test(text) && !/^aws:/i.test(text);
}
