import { specification } from './specification';
import { isCustomResource, isObject } from './template';
import type { CloudFormationTemplate, TemplateResource } from './template';

/** A reference to another element of the template. */
interface Reference {
  readonly to: string;
  /** The attribute of `Fn::GetAtt`. */
  readonly attribute?: string;
  readonly from: string;
}

/**
 * Returns dangling and circular references of a template, as `<id>: <problem>`: to names that the template
 * does not define, to attributes that the type does not have, and resources that depend on themselves.
 */
export function referenceProblems(template: CloudFormationTemplate): string[] {
  const all = [
    ...Object.entries(template.Resources).flatMap(([id, resource]) => ofResource(id, resource)),
    ...referencesIn(template.Outputs ?? {}, 'Outputs'),
  ];
  return [...all.flatMap((one) => leadsNowhere(one, template)), ...circles(template, all)];
}

function ofResource(id: string, resource: TemplateResource): Reference[] {
  const { DependsOn = [], Properties, UpdatePolicy } = resource;
  return [
    ...[DependsOn].flat().map((to) => ({ to, from: id })),
    ...referencesIn([Properties, UpdatePolicy], id),
  ];
}

function referencesIn(value: unknown, from: string): Reference[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => referencesIn(one, from));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]): Reference[] => {
    if (key === 'Ref' && typeof child === 'string') return [{ to: child, from }];
    if (key === 'Fn::GetAtt') {
      const [to = '', ...attribute] = Array.isArray(child)
        ? child.map(String)
        : String(child).split('.');
      return [{ to, attribute: attribute.join('.'), from }];
    }
    if (key === 'Fn::Sub') return [...inText(child, from), ...referencesIn(child, from)];
    return referencesIn(child, from);
  });
}

/**
 * Returns the references `${Name}` and `${Name.Attribute}`, except for `${!Literal}` and variables of the
 * second argument.
 */
function inText(sub: unknown, from: string): Reference[] {
  const [text, variables] = (Array.isArray(sub) ? sub : [sub]) as readonly unknown[];
  const defined = isObject(variables) ? variables : {};
  return [...String(text).matchAll(/\$\{([^!}]+)\}/g)].flatMap(([, name = '']) => {
    if (name in defined) return [];
    const [to = '', ...attribute] = name.split('.');
    return [{ to, from, ...(attribute.length > 0 && { attribute: attribute.join('.') }) }];
  });
}

function leadsNowhere(
  { to, attribute, from }: Reference,
  { Resources, Parameters = {} }: CloudFormationTemplate,
): string[] {
  if (to.startsWith('AWS::') || to in Parameters) return [];
  const resource = Resources[to];
  if (!resource) return [`${from}: refers to ${to}, which the template does not define`];
  if (attribute === undefined || isCustomResource(resource)) return [];
  const known = specification().resource(resource.Type);
  return !known || attribute in known.attributes
    ? []
    : [`${from}: ${resource.Type} has no attribute ${attribute}`];
}

function circles(
  { Resources }: CloudFormationTemplate,
  references: readonly Reference[],
): string[] {
  const waitsFor = new Map<string, string[]>();
  for (const { from, to } of references) waitsFor.set(from, [...(waitsFor.get(from) ?? []), to]);
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (id: string, path: readonly string[]): void => {
    if (path.includes(id)) found.push(`${id}: depends on itself: ${[...path, id].join(' -> ')}`);
    if (path.includes(id) || done.has(id) || !(id in Resources)) return;
    for (const to of waitsFor.get(id) ?? []) visit(to, [...path, id]);
    done.add(id);
  };
  for (const id of Object.keys(Resources)) visit(id, []);
  return found;
}
