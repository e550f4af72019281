/** Changes the logical ID of a resource of a synthesized template. */
import { parseTemplate, type Template } from '@sandbox/engine/template';

/**
 * Returns a template in which a resource and all references to it have another logical ID. Its properties do not
 * change, including names that CDK derives from the construct's ID.
 *
 * @throws {Error} when the template has no such resource.
 */
export function renamed(template: Template, from: string, to: string): Template {
  if (!template.Resources[from]) throw new Error(`The template has no ${from}`);
  const named = (value: unknown): unknown => (value === from ? to : value);
  const inText = (text: string) =>
    text.replaceAll(`\${${from}}`, `\${${to}}`).replaceAll(`\${${from}.`, `\${${to}.`);
  const renameIn = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(renameIn);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]: [string, unknown]) => [key, renamedAt(key, item)]),
    );
  };
  const renamedAt = (key: string, item: unknown): unknown => {
    if (key === 'Ref') return named(item);
    if (key === 'DependsOn') return Array.isArray(item) ? item.map(named) : named(item);
    if (key === 'Fn::GetAtt' && Array.isArray(item)) return item.map(named);
    if (key === 'Fn::Sub' && typeof item === 'string') return inText(item);
    return renameIn(item);
  };
  const Resources = Object.entries(template.Resources).map(
    ([logicalId, resource]) => [logicalId === from ? to : logicalId, renameIn(resource)] as const,
  );
  return parseTemplate({
    ...template,
    Resources: Object.fromEntries(Resources),
    Outputs: renameIn(template.Outputs ?? {}),
  });
}
