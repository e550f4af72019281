/** Describes the problems of a stage, by key. */
import { z } from 'zod';
import { mustBe } from './formats';

/** A problem of a stage: the key, and what is wrong with its value. */
export interface StageProblem {
  /** The key's path, such as `services.0.account`. */
  readonly key: string;
  /** The rest of a sentence that starts with the key. */
  readonly problem: string;
}

/** A placeholder for a value that is not known yet. */
const PLACEHOLDER = /<[^>]*>/;

/**
 * Returns all problems of a stage. If there are placeholders, only these are returned, with missing and
 * unknown keys: other checks would report the same values again.
 *
 * @param schema a strict object rejects unknown keys; any other ignores them
 */
export function problemsOf(stage: object, schema: z.ZodObject): readonly StageProblem[] {
  const result = schema.safeParse(stage, { error: explanation, reportInput: true });
  const issues = result.error?.issues ?? [];
  const open = [
    ...issues.filter((issue) => isMissing(issue) || issue.code === 'unrecognized_keys'),
  ].flatMap(problemsIn);
  for (const [key, value] of Object.entries(stage)) {
    if (Object.hasOwn(schema.shape, key)) open.push(...openValues(value, key));
  }
  return open.length > 0 ? open : issues.flatMap(problemsIn);
}

/** Returns the values that are not set yet: placeholders, and empty values. */
function openValues(value: unknown, key: string): readonly StageProblem[] {
  if (value === null || value === '') return [{ key, problem: 'is missing' }];
  if (typeof value === 'string') {
    return PLACEHOLDER.test(value) ? [{ key, problem: `is still the placeholder ${value}` }] : [];
  }
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, child]) => openValues(child, `${key}.${name}`));
}

function problemsIn(issue: z.core.$ZodIssue): readonly StageProblem[] {
  const names = issue.code === 'unrecognized_keys' ? issue.keys : [];
  const paths = names.length > 0 ? names.map((name) => [...issue.path, name]) : [issue.path];
  return paths.map((path) => ({ key: path.join('.'), problem: issue.message }));
}

function isMissing({ code, input }: { readonly code?: string; readonly input?: unknown }): boolean {
  return input === undefined && (code === 'invalid_type' || code === 'invalid_union');
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  boolean: 'true or false',
  int: 'a whole number',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** Messages for zod's own checks; formats have their own messages. */
const explanation: z.core.$ZodErrorMap = (issue) => {
  if (isMissing(issue)) return 'is missing';
  if (issue.code === 'invalid_type') {
    return mustBe(TYPES[issue.expected] ?? `of type ${issue.expected}`, issue.input);
  }
  if (issue.code !== 'unrecognized_keys') return undefined;
  const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
  return `is unknown: the known keys are ${known.join(', ')}`;
};
