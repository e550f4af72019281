/**
 * Forms generated from the JSON Schema of a deployed request model, and bodies built from their
 * values.
 */
import type { JsonSchema } from '@sandbox/front-doors/console/wire';

export interface Field {
  readonly name: string;
  /** `json` for lists, objects and other values without a simple input. */
  readonly kind: 'text' | 'number' | 'integer' | 'boolean' | 'choice' | 'date' | 'json';
  readonly isRequired: boolean;
  /** The options of a choice. */
  readonly choices: readonly string[];
  readonly description: string;
  /** The initial value, as text. */
  readonly initial: string;
}

export type Values = Readonly<Record<string, string>>;

export type Body =
  | { readonly body: string }
  /** The error of each invalid field, by name. */
  | { readonly problems: Readonly<Record<string, string>> };

/** The name of the only field for a model without properties: the whole body. */
export const WHOLE = '';

export function fieldsOf(schema: JsonSchema, example?: unknown): readonly Field[] {
  const names = Object.keys(schema.properties ?? {});
  if (names.length === 0) return [wholeField(example)];
  const examples = Object(example) as Record<string, unknown>;
  return names.map((name) => {
    const property = schema.properties?.[name] ?? {};
    const isRequired = schema.required?.includes(name) ?? false;
    const initial = property.default ?? (isRequired ? examples[name] : undefined);
    return {
      name,
      kind: kindOf(name, property),
      isRequired,
      choices: (property.enum ?? []).map(String),
      description: property.description ?? property.title ?? '',
      initial: initial === undefined ? '' : textOf(initial),
    };
  });
}

function wholeField(example: unknown): Field {
  const initial = example === undefined ? '' : JSON.stringify(example, null, 2);
  return { name: WHOLE, kind: 'json', isRequired: false, choices: [], description: '', initial };
}

function kindOf(name: string, { type, enum: choices, format }: JsonSchema): Field['kind'] {
  const isText = choices?.every((choice) => typeof choice === 'string') ?? false;
  if (choices && isText) return 'choice';
  switch (Array.isArray(type) ? undefined : type) {
    case 'string':
      return format === 'date' || /date$/i.test(name) ? 'date' : 'text';
    case 'number':
      return 'number';
    case 'integer':
      return 'integer';
    case 'boolean':
      return 'boolean';
    default:
      return 'json';
  }
}

/** Returns the JSON body of a form's values, without empty fields. */
export function bodyOf(fields: readonly Field[], values: Values): Body {
  const problems: Record<string, string> = {};
  const members = fields.flatMap((field) => {
    const typed = values[field.name] ?? '';
    if (typed === '') {
      if (field.isRequired) problems[field.name] = 'is required';
      return [];
    }
    const value = valueOf(field, typed);
    if (value !== undefined) return [[field.name, value] as const];
    problems[field.name] = field.kind === 'json' ? 'must be JSON' : `must be of type ${field.kind}`;
    return [];
  });
  if (Object.keys(problems).length > 0) return { problems };
  const [whole] = members.filter(([name]) => name === WHOLE);
  return { body: JSON.stringify(whole ? whole[1] : Object.fromEntries(members)) };
}

/** Returns undefined if the text is not a value of this kind. */
function valueOf({ kind }: Field, typed: string): unknown {
  switch (kind) {
    case 'text':
    case 'choice':
    case 'date':
      return typed;
    case 'boolean':
      return typed === 'true';
    case 'number':
    case 'integer': {
      const value = Number(typed);
      return Number.isFinite(value) && (kind === 'number' || Number.isInteger(value))
        ? value
        : undefined;
    }
    case 'json':
      return parsed(typed);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
