/**
 * The schemas of the emulated types, from two sources: names, types and required properties from
 * the specification that CDK is generated from, limits from `constraints.json`.
 */
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Property, PropertyType, Resource, SpecDatabase } from '@aws-cdk/service-spec-types';
import type { PropertySchema } from '@sandbox/engine/property-schema';
import constraints from './constraints.json';

type Limits = Omit<PropertySchema, 'type' | 'properties' | 'required' | 'items' | 'values'>;

/** Limits by the path of a property within its type, such as `DefaultActions[].Order`. */
type LimitsByPath = Readonly<Record<string, Limits>>;

const limitsOf: Readonly<Record<string, LimitsByPath>> = constraints.types;

const tag: PropertySchema = {
  type: 'object',
  properties: { Key: { type: 'string' }, Value: { type: 'string' } },
  required: ['Key'],
};

/**
 * Returns the schema of each of these types.
 *
 * @throws {Error} when the specification lacks a type, or a limit is for an unknown property.
 */
export function specifiedSchemas(types: readonly string[]): Record<string, PropertySchema> {
  const database = loadAwsServiceSpecSync();
  return Object.fromEntries(types.map((type) => [type, new Specified(database, type).schema()]));
}

/** One type of the specification. */
class Specified {
  private readonly limits: LimitsByPath;
  private readonly used = new Set<string>();

  constructor(
    private readonly database: SpecDatabase,
    private readonly type: string,
  ) {
    this.limits = limitsOf[type] ?? {};
  }

  schema(): PropertySchema {
    const schema = this.object(this.resource().properties, '');
    const unused = Object.keys(this.limits).filter((path) => !this.used.has(path));
    if (unused.length === 0) return schema;
    throw new Error(`constraints.json: ${this.type} has no ${unused.join(', ')}`);
  }

  private resource(): Resource {
    const { database, type } = this;
    const [resource] = database.lookup('resource', 'cloudFormationType', 'equals', type);
    if (!resource) throw new Error(`AWS's specification has no ${type}`);
    return resource;
  }

  private object(properties: Readonly<Record<string, Property>>, path: string): PropertySchema {
    const names = Object.keys(properties).sort();
    const required = names.filter((name) => properties[name]?.required);
    const schemas = names.flatMap((name) => {
      const property = properties[name];
      const inner = path === '' ? name : `${path}.${name}`;
      return property ? [[name, this.limited(property.type, inner)] as const] : [];
    });
    return {
      type: 'object',
      properties: Object.fromEntries(schemas),
      ...(required.length > 0 ? { required } : {}),
    };
  }

  private limited(type: PropertyType, path: string): PropertySchema {
    const limits = this.limits[path];
    if (limits) this.used.add(path);
    return { ...this.plain(type, path), ...limits };
  }

  private plain(type: PropertyType, path: string): PropertySchema {
    switch (type.type) {
      case 'string':
      case 'integer':
      case 'number':
      case 'boolean': {
        const allowed = 'allowedValues' in type ? type.allowedValues : undefined;
        return { type: type.type, ...(allowed ? { enum: allowed } : {}) };
      }
      case 'date-time':
        return { type: 'string' };
      case 'array':
        return { type: 'array', items: this.limited(type.element, `${path}[]`) };
      case 'map':
        return { type: 'object', values: this.limited(type.element, `${path}{}`) };
      case 'tag':
        return this.tag(path);
      case 'ref':
        return this.object(
          this.database.get('typeDefinition', type.reference.$ref).properties,
          path,
        );
      case 'union':
        return this.union(type.types, path);
      default:
        return {};
    }
  }

  private tag(path: string): PropertySchema {
    const properties = Object.entries(tag.properties ?? {}).map(([name, schema]) => {
      const inner = `${path}.${name}`;
      const limits = this.limits[inner];
      if (limits) this.used.add(inner);
      return [name, { ...schema, ...limits }] as const;
    });
    return { ...tag, properties: Object.fromEntries(properties) };
  }

  /** A union with any JSON is any JSON; otherwise numbers and booleans may be strings. */
  private union(types: readonly PropertyType[], path: string): PropertySchema {
    const listed = types.find(({ type }) => type === 'array' || type === 'ref');
    return listed ? this.plain(listed, path) : {};
  }
}
