/**
 * Validates a template: unknown functions, dangling references and cycles, before anything is created.
 */
import { assertDefined, creationOrder } from './graph';
import { intrinsicNames, references } from './intrinsics';
import { TemplateError, type Template } from './template';

/** @throws {TemplateError} with the path of the first problem. */
export function checkTemplate(template: Template): void {
  for (const [path, value] of sectionsOf(template)) assertKnown(template, value, path);
  creationOrder(template);
  assertParametersOnly(template, 'Conditions', template.Conditions ?? {});
  assertParametersOnly(template, 'Rules', template.Rules ?? {});
  for (const [name, { Value, Export: exported }] of Object.entries(template.Outputs ?? {})) {
    const path = `Outputs.${name}`;
    const found = [
      ...references(Value, `${path}.Value`),
      ...references(exported?.Name, `${path}.Export.Name`),
    ];
    for (const reference of found) assertDefined(template, reference.name, reference.path);
  }
  for (const name of Object.keys(template.Conditions ?? {})) assertNoCycle(template, name, []);
}

function sectionsOf(template: Template): readonly (readonly [path: string, value: unknown])[] {
  const { Conditions = {}, Rules = {}, Resources, Outputs = {} } = template;
  return [
    ...Object.entries(Conditions).map(([name, value]) => [`Conditions.${name}`, value] as const),
    ...Object.entries(Rules).map(([name, value]) => [`Rules.${name}`, value] as const),
    ...Object.entries(Resources).flatMap(([name, { Properties, Condition }]) => [
      [`Resources.${name}.Properties`, Properties] as const,
      [`Resources.${name}.Condition`, condition(Condition)] as const,
    ]),
    ...Object.entries(Outputs).flatMap(([name, output]) => [
      [`Outputs.${name}.Value`, output.Value] as const,
      [`Outputs.${name}.Export.Name`, output.Export?.Name] as const,
      [`Outputs.${name}.Condition`, condition(output.Condition)] as const,
    ]),
  ];
}

/** Returns the condition of a resource or an output in the form of a condition within a value. */
function condition(name: string | undefined): unknown {
  return name === undefined ? undefined : { Condition: name };
}

/** Asserts that functions are supported, and conditions defined. */
function assertKnown(template: Template, value: unknown, path: string): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => assertKnown(template, item, `${path}[${index}]`));
    return;
  }
  if (!isObject(value)) return;
  const entries = Object.entries(value);
  const [[name, argument] = ['', undefined]] = entries;
  if (entries.length === 1 && name.startsWith('Fn::') && !intrinsicNames.has(name)) {
    throw new TemplateError(`${path}: the intrinsic function ${name} is not supported`);
  }
  const used = entries.length === 1 ? usedCondition(name, argument) : undefined;
  if (used !== undefined && !Object.hasOwn(template.Conditions ?? {}, used)) {
    const place = path.endsWith('.Condition') ? path : `${path}.${name}`;
    throw new TemplateError(`${place}: the template does not define the condition ${used}`);
  }
  for (const [key, item] of entries) assertKnown(template, item, `${path}.${key}`);
}

function usedCondition(name: string, argument: unknown): string | undefined {
  const used: unknown = name === 'Fn::If' && Array.isArray(argument) ? argument[0] : argument;
  const isUse = name === 'Fn::If' || name === 'Condition';
  return isUse && typeof used === 'string' ? used : undefined;
}

/** Conditions and rules are evaluated before any resource exists. */
function assertParametersOnly(template: Template, section: string, value: unknown): void {
  for (const { name, path } of references(value, section)) {
    assertDefined(template, name, path);
    if (Object.hasOwn(template.Resources, name)) {
      throw new TemplateError(
        `${path}: refers to the resource ${name}, which is not allowed in ${section}`,
      );
    }
  }
}

function assertNoCycle(template: Template, name: string, ancestors: readonly string[]): void {
  if (ancestors.includes(name)) {
    const rest = ancestors.slice(ancestors.indexOf(name) + 1);
    const through = rest.length > 0 ? `, through ${rest.join(', ')}` : '';
    throw new TemplateError(`Conditions.${name}: the condition depends on itself${through}`);
  }
  for (const used of conditionsIn(template.Conditions?.[name])) {
    assertNoCycle(template, used, [...ancestors, name]);
  }
}

function conditionsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(conditionsIn);
  if (!isObject(value)) return [];
  const entries = Object.entries(value);
  const [[name, argument] = ['', undefined]] = entries;
  const used = entries.length === 1 ? usedCondition(name, argument) : undefined;
  const nested = entries.flatMap(([, item]) => conditionsIn(item));
  return used === undefined ? nested : [used, ...nested];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
