/**
 * Which values of one JSON Schema another does not allow. Callers may go on sending what was taken
 * before, and know only what was answered before; so for what they send, each value of the schema
 * before has to be one of the schema now, and for what they receive, the other way round.
 */
import { isDeepStrictEqual } from 'node:util';
import { below, shown } from './change';
import type { Break, Direction } from './change';
import { asSchema, flatten, isObject, listOf } from './flat-schema';
import type { FlatSchema } from './flat-schema';
import type { JsonSchema, OpenApiDocument } from './openapi';

/** Two documents, and what of them is compared. */
export interface Comparison {
  readonly before: OpenApiDocument;
  readonly now: OpenApiDocument;
  readonly direction: Direction;
  /** Whether callers have to be ready for new values of `enum`s, as in answers that tell of errors. */
  readonly openEnums?: boolean;
}

interface Pair {
  readonly before: FlatSchema;
  readonly now: FlatSchema;
  /** The schema whose values have to be valid for {@link Pair.allows}. */
  readonly gives: FlatSchema;
  readonly allows: FlatSchema;
  readonly at: string;
}

/** Keywords that say nothing about what is valid. */
const ANNOTATIONS = new Set([
  ...['title', 'description', 'default', 'example', 'examples', 'deprecated', 'readOnly'],
  ...['writeOnly', '$comment', 'externalDocs', 'xml', 'discriminator'],
]);

const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];
const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];
const COMPARED = new Set([
  ...['type', 'enum', 'const', 'required', 'properties', 'additionalProperties', 'items'],
  ...[...LOWER, ...UPPER],
]);

const COMPATIBLE: Readonly<Record<Direction, string>> = {
  sent: 'accept everything that was accepted before',
  received: 'return only what was returned before',
};

/** The breaks of one schema, wherever it stands. A schema of `components` is reported there. */
export function schemaBreaks(
  comparison: Comparison,
  before: JsonSchema,
  now: JsonSchema,
  at: string,
  seen: ReadonlySet<string> = new Set(),
): Break[] {
  const flat = {
    before: flatten(before, comparison.before),
    now: flatten(now, comparison.now),
  };
  const { component } = flat.now;
  const shared = component !== undefined && component === flat.before.component;
  if (shared && seen.has(component)) return [];
  const sent = comparison.direction === 'sent';
  const pair: Pair = {
    before: flat.before.schema,
    now: flat.now.schema,
    gives: sent ? flat.before.schema : flat.now.schema,
    allows: sent ? flat.now.schema : flat.before.schema,
    at: shared ? below('components.schemas', component) : at,
  };
  const inner = shared ? new Set([...seen, component]) : seen;
  const alternatives = [pair.before, pair.now].some((one) => 'anyOf' in one || 'oneOf' in one);
  if (alternatives) return alternativeBreaks(comparison, pair, inner);
  return [
    ...typeBreaks(comparison, pair),
    ...valueBreaks(comparison, pair),
    ...boundBreaks(comparison, pair),
    ...otherBreaks(comparison, pair),
    ...defaultBreaks(comparison, pair),
    ...objectBreaks(comparison, pair, inner),
    ...itemBreaks(comparison, pair, inner),
  ];
}

function changed({ direction }: Comparison, pair: Pair, keyword: string): Break {
  return {
    at: below(pair.at, keyword),
    problem: `${keyword} was ${shown(pair.before[keyword])}, is ${shown(pair.now[keyword])}`,
    compatible: COMPATIBLE[direction],
  };
}

function typesOf({ type }: FlatSchema): ReadonlySet<unknown> | undefined {
  if (type === undefined) return undefined;
  const types = new Set(Array.isArray(type) ? listOf(type) : [type]);
  return types.has('number') ? types.add('integer') : types;
}

function typeBreaks(comparison: Comparison, pair: Pair): Break[] {
  const allowed = typesOf(pair.allows);
  if (allowed === undefined) return [];
  const given = typesOf(pair.gives);
  const fits = given !== undefined && [...given].every((type) => allowed.has(type));
  return fits ? [] : [changed(comparison, pair, 'type')];
}

/** The values that a schema lists, or `undefined` where it lists none. */
function valuesOf(schema: FlatSchema): readonly unknown[] | undefined {
  if ('const' in schema) return [schema['const']];
  return 'enum' in schema ? listOf(schema['enum']) : undefined;
}

function valueBreaks(comparison: Comparison, pair: Pair): Break[] {
  const allowed = valuesOf(pair.allows);
  if (allowed === undefined) return [];
  if (comparison.openEnums === true && !('const' in pair.allows)) return [];
  const given = valuesOf(pair.gives);
  const lost = given?.filter((value) => !allowed.some((one) => isDeepStrictEqual(one, value)));
  if (lost?.length === 0) return [];
  const keyword = 'const' in pair.allows || 'const' in pair.gives ? 'const' : 'enum';
  if (lost === undefined) return [changed(comparison, pair, keyword)];
  const word = comparison.direction === 'sent' ? 'is no longer accepted' : 'is new to callers';
  return lost.map((value) => ({
    at: below(pair.at, keyword),
    problem: `${shown(value)} ${word}`,
    compatible: COMPATIBLE[comparison.direction],
  }));
}

function boundBreaks(comparison: Comparison, pair: Pair): Break[] {
  const closer = (keyword: string, tighter: (allowed: number, given: number) => boolean) => {
    const [allowed, given] = [pair.allows[keyword], pair.gives[keyword]];
    if (typeof allowed !== 'number') return [];
    const fits = typeof given === 'number' && !tighter(allowed, given);
    return fits ? [] : [changed(comparison, pair, keyword)];
  };
  return [
    ...LOWER.flatMap((keyword) => closer(keyword, (allowed, given) => allowed > given)),
    ...UPPER.flatMap((keyword) => closer(keyword, (allowed, given) => allowed < given)),
  ];
}

/** Keywords whose values cannot be ordered, such as `pattern`: the same, or none at all. */
function otherBreaks(comparison: Comparison, pair: Pair): Break[] {
  return Object.keys(pair.allows)
    .filter((keyword) => !COMPARED.has(keyword) && !ANNOTATIONS.has(keyword))
    .filter((keyword) => !isDeepStrictEqual(pair.allows[keyword], pair.gives[keyword]))
    .map((keyword) => changed(comparison, pair, keyword));
}

/** A caller who leaves a value out relies on what then stands in its place. */
function defaultBreaks({ direction }: Comparison, { before, now, at }: Pair): Break[] {
  const [earlier, current] = [before['default'], now['default']];
  if (direction === 'received' || earlier === undefined) return [];
  if (isDeepStrictEqual(earlier, current)) return [];
  return [
    {
      at: below(at, 'default'),
      problem: `default was ${shown(earlier)}, is ${shown(current)}`,
      compatible: 'keep the default',
    },
  ];
}

function propertiesOf({ properties }: FlatSchema): Readonly<Record<string, unknown>> {
  return isObject(properties) ? properties : {};
}

function objectBreaks(comparison: Comparison, pair: Pair, seen: ReadonlySet<string>): Break[] {
  const [before, now] = [propertiesOf(pair.before), propertiesOf(pair.now)];
  const inner = Object.entries(before).flatMap(([name, schema]) => {
    const at = below(below(pair.at, 'properties'), name);
    if (name in now) {
      return schemaBreaks(comparison, asSchema(schema), asSchema(now[name]), at, seen);
    }
    return [{ at, problem: 'the property was removed', compatible: 'keep the property' }];
  });
  return [...inner, ...requiredBreaks(comparison, pair), ...additionalBreaks(comparison, pair)];
}

function requiredBreaks({ direction }: Comparison, pair: Pair): Break[] {
  const given = new Set(listOf(pair.gives['required']));
  return listOf(pair.allows['required'])
    .filter((name) => !given.has(name))
    .map((name) => ({
      at: below(pair.at, 'required'),
      problem:
        direction === 'sent'
          ? `${shown(name)} is now required`
          : `${shown(name)} is now optional in responses`,
      compatible: direction === 'sent' ? 'make it optional' : 'always return it',
    }));
}

/** Properties that no schema names: callers pass over those that they do not know in answers. */
function additionalBreaks(comparison: Comparison, pair: Pair): Break[] {
  if (comparison.direction === 'received') return [];
  const allowed = asSchema(pair.allows['additionalProperties']);
  const given = asSchema(pair.gives['additionalProperties']);
  if (allowed === true || isDeepStrictEqual(allowed, given) || given === false) return [];
  return [changed(comparison, pair, 'additionalProperties')];
}

function itemBreaks(comparison: Comparison, pair: Pair, seen: ReadonlySet<string>): Break[] {
  const [before, now] = [asSchema(pair.before['items']), asSchema(pair.now['items'])];
  if (before === true && now === true) return [];
  return schemaBreaks(comparison, before, now, below(pair.at, 'items'), seen);
}

/** The schemas of which one has to hold: those of `anyOf` or `oneOf`, each with what stands beside. */
function alternativesOf({
  anyOf,
  oneOf,
  ...beside
}: FlatSchema): readonly JsonSchema[] | undefined {
  const alternatives = anyOf ?? oneOf;
  if (alternatives === undefined) return undefined;
  return listOf(alternatives).map((one) => ({ allOf: [beside, asSchema(one)] }));
}

/** Each alternative that is given has to fit into one that is allowed. */
function alternativeBreaks(comparison: Comparison, pair: Pair, seen: ReadonlySet<string>): Break[] {
  const fits = (alternativesOf(pair.gives) ?? [pair.gives]).every((given) =>
    (alternativesOf(pair.allows) ?? [pair.allows]).some((allowed) => {
      const [before, now] = comparison.direction === 'sent' ? [given, allowed] : [allowed, given];
      return schemaBreaks(comparison, before, now, pair.at, seen).length === 0;
    }),
  );
  if (fits) return [];
  const keyword = ['anyOf', 'oneOf'].find((one) => one in pair.before || one in pair.now);
  return [changed(comparison, pair, keyword ?? 'anyOf')];
}
