import type { PropertyType, ResourceProperties } from '@aws-cdk/service-spec-types';
import { specification } from './specification';
import { isCustomResource, isIntrinsic, isObject } from './template';
import type { CloudFormationTemplate } from './template';

/**
 * Returns differences of a template from AWS's CloudFormation specification, as `<id>.<path>: <problem>`:
 * unknown types and properties, invalid values, and missing required properties.
 */
export function specificationProblems({ Resources }: CloudFormationTemplate): string[] {
  return Object.entries(Resources)
    .filter(([, resource]) => !isCustomResource(resource))
    .flatMap(([id, { Type, Properties = {} }]) => {
      const known = specification().resource(Type);
      if (!known) return [`${id}: unknown type ${Type}`];
      return objectProblems(Properties, known.properties, id);
    });
}

function objectProblems(
  value: Readonly<Record<string, unknown>>,
  properties: ResourceProperties,
  path: string,
): string[] {
  const missing = Object.entries(properties)
    .filter(([name, { required }]) => required === true && !(name in value))
    .map(([name]) => `${path}: ${name} is missing`);
  const present = Object.entries(value).flatMap(([name, child]) => {
    const property = properties[name];
    if (!property) return [`${path}: unknown property ${name}`];
    const types = [property.type, ...(property.previousTypes ?? [])];
    return bestFit(types, (type) => typeProblems(child, type, `${path}.${name}`));
  });
  return [...missing, ...present];
}

/**
 * Returns no problems if the value is valid for one of its possible types; otherwise those of the best match.
 */
function bestFit(
  types: readonly PropertyType[],
  problemsOf: (type: PropertyType) => string[],
): string[] {
  const [first = [], ...others] = types.map(problemsOf);
  return others.reduce((best, next) => (next.length < best.length ? next : best), first);
}

function typeProblems(value: unknown, type: PropertyType, path: string): string[] {
  if (isIntrinsic(value)) return [];
  switch (type.type) {
    case 'ref': {
      if (!isObject(value)) return [`${path}: must be an object`];
      const { properties } = specification().definition(type.reference.$ref);
      return objectProblems(value, properties, path);
    }
    case 'array':
      if (!Array.isArray(value)) return [`${path}: must be a list`];
      return value.flatMap((one, index) => typeProblems(one, type.element, `${path}.${index}`));
    case 'map':
      if (!isObject(value)) return [`${path}: must be an object`];
      return Object.entries(value).flatMap(([key, one]) =>
        typeProblems(one, type.element, `${path}.${key}`),
      );
    case 'union':
      return bestFit(type.types, (one) => typeProblems(value, one, path));
    case 'tag':
      return isObject(value) && 'Key' in value && 'Value' in value
        ? []
        : [`${path}: must be a tag`];
    case 'json':
    case 'null':
      return [];
    default:
      return primitiveProblems(value, type, path);
  }
}

/** CloudFormation converts between strings and numbers or booleans. */
function primitiveProblems(
  value: unknown,
  type: Exclude<
    PropertyType,
    { type: 'ref' | 'array' | 'map' | 'union' | 'tag' | 'json' | 'null' }
  >,
  path: string,
): string[] {
  if (!['string', 'number', 'boolean'].includes(typeof value)) {
    return [`${path}: must be a ${type.type}`];
  }
  const text = String(value);
  const forms = { boolean: /^(true|false)$/, integer: /^-?\d+$/, number: /^-?\d+(\.\d+)?$/ };
  const form = type.type === 'string' || type.type === 'date-time' ? /^/ : forms[type.type];
  if (!form.test(text)) return [`${path}: must be a ${type.type}, got '${text}'`];
  const allowed: readonly (string | number)[] | undefined =
    'allowedValues' in type ? type.allowedValues : undefined;
  return allowed && !allowed.map(String).includes(text)
    ? [`${path}: must be one of ${allowed.join(', ')}, got '${text}'`]
    : [];
}
