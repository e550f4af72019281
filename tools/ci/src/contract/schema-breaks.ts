/**
 * Finds values that one JSON Schema allows and another does not. Callers may continue to send what was
 * accepted before, and expect only what was returned before. So for requests, each value of the earlier
 * schema must be valid for the current one; for responses, the other way round.
 */
import { isDeepStrictEqual } from 'node:util';
import { below, shown } from './change';
import type { Break, Direction } from './change';
import { asSchema, flatten, isObject, listOf } from './flat-schema';
import type { FlatSchema } from './flat-schema';
import type { JsonSchema, OpenApiDocument } from './openapi';

/** The compared documents, and options of the comparison. */
export interface Comparison {
  readonly before: OpenApiDocument;
  readonly now: OpenApiDocument;
  readonly direction: Direction;
  /** Whether callers must expect new values of `enum`s, as in error responses. */
  readonly openEnums?: boolean;
}

interface Pair {
  readonly before: FlatSchema;
  readonly now: FlatSchema;
  /** The schema whose values have to be valid for {@link Pair.allows}. */
  readonly produces: FlatSchema;
  readonly allows: FlatSchema;
  readonly at: string;
}

/** Keywords without effect on validation. */
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

/** Returns the breaking changes of a schema. Those of a schema in `components` are reported there. */
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
    produces: sent ? flat.before.schema : flat.now.schema,
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
  const produced = typesOf(pair.produces);
  const fits = produced !== undefined && [...produced].every((type) => allowed.has(type));
  return fits ? [] : [changed(comparison, pair, 'type')];
}

/** Returns the values that a schema lists, or `undefined` if it lists none. */
function valuesOf(schema: FlatSchema): readonly unknown[] | undefined {
  if ('const' in schema) return [schema['const']];
  return 'enum' in schema ? listOf(schema['enum']) : undefined;
}

function valueBreaks(comparison: Comparison, pair: Pair): Break[] {
  const allowed = valuesOf(pair.allows);
  if (allowed === undefined) return [];
  if (comparison.openEnums === true && !('const' in pair.allows)) return [];
  const produced = valuesOf(pair.produces);
  const lost = produced?.filter((value) => !allowed.some((one) => isDeepStrictEqual(one, value)));
  if (lost?.length === 0) return [];
  const keyword = 'const' in pair.allows || 'const' in pair.produces ? 'const' : 'enum';
  if (lost === undefined) return [changed(comparison, pair, keyword)];
  const word = comparison.direction === 'sent' ? 'is no longer accepted' : 'is new to callers';
  return lost.map((value) => ({
    at: below(pair.at, keyword),
    problem: `${shown(value)} ${word}`,
    compatible: COMPATIBLE[comparison.direction],
  }));
}

function boundBreaks(comparison: Comparison, pair: Pair): Break[] {
  const closer = (keyword: string, tighter: (allowed: number, produced: number) => boolean) => {
    const [allowed, produced] = [pair.allows[keyword], pair.produces[keyword]];
    if (typeof allowed !== 'number') return [];
    const fits = typeof produced === 'number' && !tighter(allowed, produced);
    return fits ? [] : [changed(comparison, pair, keyword)];
  };
  return [
    ...LOWER.flatMap((keyword) => closer(keyword, (allowed, produced) => allowed > produced)),
    ...UPPER.flatMap((keyword) => closer(keyword, (allowed, produced) => allowed < produced)),
  ];
}

/** Compares keywords without an order of values, such as `pattern`: they must be equal or removed. */
function otherBreaks(comparison: Comparison, pair: Pair): Break[] {
  return Object.keys(pair.allows)
    .filter((keyword) => !COMPARED.has(keyword) && !ANNOTATIONS.has(keyword))
    .filter((keyword) => !isDeepStrictEqual(pair.allows[keyword], pair.produces[keyword]))
    .map((keyword) => changed(comparison, pair, keyword));
}

/** Compares defaults: callers that omit a value rely on its default. */
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
  const produced = new Set(listOf(pair.produces['required']));
  return listOf(pair.allows['required'])
    .filter((name) => !produced.has(name))
    .map((name) => ({
      at: below(pair.at, 'required'),
      problem:
        direction === 'sent'
          ? `${shown(name)} is now required`
          : `${shown(name)} is now optional in responses`,
      compatible: direction === 'sent' ? 'make it optional' : 'always return it',
    }));
}

/** Compares additional properties. Callers ignore unknown properties of responses. */
function additionalBreaks(comparison: Comparison, pair: Pair): Break[] {
  if (comparison.direction === 'received') return [];
  const allowed = asSchema(pair.allows['additionalProperties']);
  const produced = asSchema(pair.produces['additionalProperties']);
  if (allowed === true || isDeepStrictEqual(allowed, produced) || produced === false) return [];
  return [changed(comparison, pair, 'additionalProperties')];
}

function itemBreaks(comparison: Comparison, pair: Pair, seen: ReadonlySet<string>): Break[] {
  const [before, now] = [asSchema(pair.before['items']), asSchema(pair.now['items'])];
  if (before === true && now === true) return [];
  return schemaBreaks(comparison, before, now, below(pair.at, 'items'), seen);
}

/** Returns the alternatives of `anyOf` or `oneOf`, each merged with the keywords beside them. */
function alternativesOf({
  anyOf,
  oneOf,
  ...beside
}: FlatSchema): readonly JsonSchema[] | undefined {
  const alternatives = anyOf ?? oneOf;
  if (alternatives === undefined) return undefined;
  return listOf(alternatives).map((one) => ({ allOf: [beside, asSchema(one)] }));
}

/** Checks that each alternative of the one schema is valid for an alternative of the other. */
function alternativeBreaks(comparison: Comparison, pair: Pair, seen: ReadonlySet<string>): Break[] {
  const fits = (alternativesOf(pair.produces) ?? [pair.produces]).every((produced) =>
    (alternativesOf(pair.allows) ?? [pair.allows]).some((allowed) => {
      const [before, now] =
        comparison.direction === 'sent' ? [produced, allowed] : [allowed, produced];
      return schemaBreaks(comparison, before, now, pair.at, seen).length === 0;
    }),
  );
  if (fits) return [];
  const keyword = ['anyOf', 'oneOf'].find((one) => one in pair.before || one in pair.now);
  return [changed(comparison, pair, keyword ?? 'anyOf')];
}
