/** Says in words what is wrong with a stage, key by key. */
import { z } from 'zod';
import { mustBe } from './formats';

/** One thing that is wrong with a stage: the key, and what is the matter with its value. */
export interface StageProblem {
  /** The key's path, such as `services.0.account`. */
  readonly key: string;
  /** The rest of a sentence that starts with the key. */
  readonly problem: string;
}

/** What a person writes where a value is not known yet. */
const PLACEHOLDER = /<[^>]*>/;

/**
 * Returns everything that is wrong with a stage. Values that are still open come alone, with keys
 * that are missing or unknown: the other checks would only say the same again.
 * @param schema a strict object refuses keys that it does not know; any other ignores them
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

/** Every value that nobody has filled in yet: a placeholder, or nothing at all. */
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

/** What zod finds by itself; formats bring their own words. */
const explanation: z.core.$ZodErrorMap = (issue) => {
  if (isMissing(issue)) return 'is missing';
  if (issue.code === 'invalid_type') {
    return mustBe(TYPES[issue.expected] ?? `of type ${issue.expected}`, issue.input);
  }
  if (issue.code !== 'unrecognized_keys') return undefined;
  const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
  return `is unknown: the known keys are ${known.join(', ')}`;
};
