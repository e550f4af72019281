/** The property paths of a schema. */
import type { PropertySchema } from './property-schema';

/** Returns the path of every property, including nested ones, such as `DefaultActions.Order`. */
export function schemaPaths(schema: PropertySchema, outer = ''): readonly string[] {
  if (schema.items) return schemaPaths(schema.items, outer);
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const path = outer === '' ? name : `${outer}.${name}`;
    return [path, ...schemaPaths(inner, path)];
  });
}
