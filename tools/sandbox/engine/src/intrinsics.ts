/**
 * CloudFormation's intrinsic functions: the references of a value, and its resolution.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
import { isIPv4 } from 'node:net';
import { zonesOf } from './availability-zones';
import { TemplateError, type Template } from './template';

/** Resolves the references of a template's values during a deployment. */
export interface Scope {
  readonly mappings: NonNullable<Template['Mappings']>;
  /** Returns the value of a parameter or pseudo parameter; undefined if it is not defined. */
  parameter(name: string): unknown;
  /** Returns the value of `Ref` for a resource; undefined if it is not defined. */
  ref(logicalId: string): string | undefined;
  /** Returns the value of `Fn::GetAtt`. Throws if the resource has no such attribute. */
  attribute(logicalId: string, name: string, path: string): unknown;
  /** Returns the value of a condition. Throws if it is not defined. */
  condition(name: string, path: string): boolean;
  /** Returns the value of another stack's export. Throws if there is none. */
  importValue(name: string, path: string): string;
}

type Intrinsic = (argument: unknown, scope: Scope, path: string) => unknown;

const noValue = Symbol('AWS::NoValue');

/**
 * Returns a completely resolved value of a template. `AWS::NoValue` removes its property.
 *
 * @param path of the value, for errors, such as `Resources.Api.Properties.Policy`.
 * @throws {TemplateError} with the path, when a function is malformed or a reference can't be resolved.
 */
export function resolve(value: unknown, scope: Scope, path: string): unknown {
  const resolved = resolveValue(value, scope, path);
  return resolved === noValue ? undefined : resolved;
}

function resolveValue(value: unknown, scope: Scope, path: string): unknown {
  if (Array.isArray(value)) {
    return value
      .map((item, index) => resolveValue(item, scope, `${path}[${index}]`))
      .filter((item) => item !== noValue);
  }
  if (!isRecord(value)) return value;
  const call = intrinsicCall(value, path);
  if (call) return call.run(call.argument, scope, path);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, resolveValue(item, scope, `${path}.${key}`)] as const)
      .filter(([, item]) => item !== noValue),
  );
}

function intrinsicCall(value: Record<string, unknown>, path: string) {
  const [entry, second] = Object.entries(value);
  if (!entry || second) return undefined;
  const [name, argument] = entry;
  if (name === 'Condition' && typeof argument !== 'string') return undefined;
  const run = Object.hasOwn(intrinsics, name) ? intrinsics[name] : undefined;
  if (run) return { run, argument };
  if (name.startsWith('Fn::')) {
    throw new TemplateError(`${path}: the intrinsic function ${name} is not supported`);
  }
  return undefined;
}

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope, path) => {
    const name = text(argument, path);
    if (name === 'AWS::NoValue') return noValue;
    const value = scope.parameter(name) ?? scope.ref(name);
    if (value === undefined) throw dangling(name, path);
    return value;
  },
  Condition: (argument, scope, path) => scope.condition(text(argument, path), path),
  'Fn::GetAtt': (argument, scope, path) => {
    const [logicalId, name] = attributeReference(argument, path);
    return scope.attribute(logicalId, name, path);
  },
  'Fn::Join': (argument, scope, path) => {
    const [delimiter, values] = list(argument, path, 2);
    return list(resolve(values, scope, path), path)
      .map((item) => scalar(item, path))
      .join(text(delimiter, path));
  },
  'Fn::Sub': (argument, scope, path) => {
    const [template, variables] = Array.isArray(argument)
      ? list(argument, path, 2)
      : [argument, {}];
    const own = isRecord(variables) ? variables : {};
    return text(template, path).replace(/\$\{(!?)([^}]+)\}/g, (_match, literal, name: string) => {
      if (literal) return `\${${name}}`;
      if (Object.hasOwn(own, name)) return scalar(resolve(own[name], scope, path), path);
      return scalar(resolve(variableReference(name), scope, path), path);
    });
  },
  'Fn::Select': (argument, scope, path) => {
    const [index, values] = list(argument, path, 2);
    const position = Number(resolve(index, scope, path));
    const choices = list(resolve(values, scope, path), path);
    if (!(position in choices)) {
      throw new TemplateError(
        `${path}: Fn::Select index ${position} is outside a list of ${choices.length}`,
      );
    }
    return choices[position];
  },
  'Fn::Split': (argument, scope, path) => {
    const [delimiter, value] = list(argument, path, 2);
    return scalar(resolve(value, scope, path), path).split(text(delimiter, path));
  },
  'Fn::If': (argument, scope, path) => {
    const [name, whenTrue, whenFalse] = list(argument, path, 3);
    const chosen = scope.condition(text(name, path), path) ? whenTrue : whenFalse;
    return resolveValue(chosen, scope, path);
  },
  'Fn::Equals': (argument, scope, path) => {
    const [left, right] = list(argument, path, 2);
    return scalar(resolve(left, scope, path), path) === scalar(resolve(right, scope, path), path);
  },
  'Fn::And': (argument, scope, path) =>
    list(argument, path).every((item) => resolve(item, scope, path) === true),
  'Fn::Or': (argument, scope, path) =>
    list(argument, path).some((item) => resolve(item, scope, path) === true),
  'Fn::Not': (argument, scope, path) => resolve(list(argument, path, 1)[0], scope, path) !== true,
  'Fn::FindInMap': (argument, scope, path) => {
    const keys = list(resolve(argument, scope, path), path, 3).map((key) => text(key, path));
    const value = keys.reduce<unknown>(
      (found, key) => (isRecord(found) && Object.hasOwn(found, key) ? found[key] : undefined),
      scope.mappings,
    );
    if (value === undefined) {
      throw new TemplateError(`${path}: Mappings has no ${keys.join('.')}`);
    }
    return value;
  },
  'Fn::ImportValue': (argument, scope, path) =>
    scope.importValue(scalar(resolve(argument, scope, path), path), path),
  'Fn::GetAZs': (argument, scope, path) => {
    const requested = text(resolve(argument, scope, path), path);
    const region = requested === '' ? text(scope.parameter('AWS::Region'), path) : requested;
    return zonesOf(region);
  },
  'Fn::Cidr': (argument, scope, path) => {
    const [block, count, bits = 8] = list(resolve(argument, scope, path), path);
    return subnetsOf(scalar(block, path), Number(count), Number(bits), path);
  },
  'Fn::Contains': (argument, scope, path) => {
    const [values, value] = list(resolve(argument, scope, path), path, 2);
    return list(values, path).includes(value);
  },
  'Fn::EachMemberIn': (argument, scope, path) => {
    const [values, others] = list(resolve(argument, scope, path), path, 2);
    return list(values, path).every((value) => list(others, path).includes(value));
  },
  'Fn::EachMemberEquals': (argument, scope, path) => {
    const [values, wanted] = list(resolve(argument, scope, path), path, 2);
    return list(values, path).every((value) => value === wanted);
  },
  'Fn::Base64': (argument, scope, path) =>
    Buffer.from(scalar(resolve(argument, scope, path), path)).toString('base64'),
};

/** The names of all supported intrinsic functions. */
export const intrinsicNames: ReadonlySet<string> = new Set(Object.keys(intrinsics));

/**
 * Returns `count` subnets of a network, each with a number of host bits.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
 */
function subnetsOf(block: string, count: number, bits: number, path: string): readonly string[] {
  const [, address = '', prefix] = /^([^/]+)\/(\d{1,2})$/.exec(block) ?? [];
  const isValid = isIPv4(address) && isIntegerWithin(1, count, 256) && isIntegerWithin(0, bits, 32);
  if (!isValid || count * 2 ** bits > 2 ** (32 - Number(prefix))) {
    throw new TemplateError(
      `${path}: Fn::Cidr can't divide ${block} into ${count} networks of ${bits} host bits`,
    );
  }
  const octets = address.split('.').map(Number);
  const first = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return [...Array(count).keys()].map((index) => {
    const start = first + index * 2 ** bits;
    return `${[24, 16, 8, 0].map((shift) => (start >>> shift) & 255).join('.')}/${32 - bits}`;
  });
}

function isIntegerWithin(first: number, value: number, last: number): boolean {
  return Number.isInteger(value) && value >= first && value <= last;
}

/** Returns all references of a value to resources, parameters and conditions, with their paths. */
export function references(value: unknown, path: string): readonly Reference[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => references(item, `${path}[${index}]`));
  }
  if (!isRecord(value)) return [];
  if ('Ref' in value && Object.keys(value).length === 1) {
    return [{ name: text(value['Ref'], path), path }];
  }
  if ('Fn::GetAtt' in value) {
    const [name, attribute] = attributeReference(value['Fn::GetAtt'], path);
    return [{ name, attribute, path }];
  }
  const nested = Object.entries(value).flatMap(([key, item]) => references(item, `${path}.${key}`));
  return 'Fn::Sub' in value ? [...nested, ...substitutions(value['Fn::Sub'], path)] : nested;
}

export interface Reference {
  readonly name: string;
  /** The attribute of `Fn::GetAtt`. */
  readonly attribute?: string;
  readonly path: string;
}

function substitutions(argument: unknown, path: string): readonly Reference[] {
  const [template, variables] = Array.isArray(argument) ? list(argument, path, 2) : [argument];
  const own = isRecord(variables) ? variables : {};
  return [...text(template, path).matchAll(/\$\{([^!}][^}]*)\}/g)]
    .map(([, variable = '']) => variable)
    .filter((variable) => !Object.hasOwn(own, variable))
    .flatMap((variable) => references(variableReference(variable), path));
}

/** Returns what a variable of `Fn::Sub` refers to: a parameter, a resource, or an attribute of one. */
function variableReference(variable: string): Readonly<Record<string, string>> {
  return variable.includes('.') ? { 'Fn::GetAtt': variable } : { Ref: variable };
}

function attributeReference(argument: unknown, path: string): readonly [string, string] {
  const [logicalId, ...name] =
    typeof argument === 'string' ? argument.split('.') : list(argument, path, 2);
  return [text(logicalId, path), name.map((part) => text(part, path)).join('.')];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  throw new TemplateError(`${path}: expected a string, got ${JSON.stringify(value)}`);
}

function scalar(value: unknown, path: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  throw new TemplateError(`${path}: expected a string, got ${JSON.stringify(value)}`);
}

function list(value: unknown, path: string, length?: number): readonly unknown[] {
  if (Array.isArray(value) && (length === undefined || value.length === length)) return value;
  const wanted = length === undefined ? 'a list' : `a list of ${length}`;
  throw new TemplateError(`${path}: expected ${wanted}, got ${JSON.stringify(value)}`);
}

function dangling(name: string, path: string): TemplateError {
  return new TemplateError(`${path}: Ref to ${name}, which the template does not define`);
}
