/** The names that a schema has, as paths. */
import type { PropertySchema } from './property-schema';

/** Returns the path of every property, nested ones too, such as `DefaultActions.Order`. */
export function schemaPaths(schema: PropertySchema, outer = ''): readonly string[] {
  if (schema.items) return schemaPaths(schema.items, outer);
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const path = outer === '' ? name : `${outer}.${name}`;
    return [path, ...schemaPaths(inner, path)];
  });
}
