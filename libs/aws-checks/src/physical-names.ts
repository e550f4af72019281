import { specification } from './specification';
import type { CloudFormationTemplate } from './template';

/**
 * Returns physical names in a template that CloudFormation could generate, as `<type>.<property>=<name>`: a
 * second stack with such a name fails in the same account and Region. These are properties that identify a
 * resource by themselves; the name of an API stage or path is unique only within its API.
 */
export function physicalNames({ Resources }: CloudFormationTemplate): string[] {
  return Object.values(Resources).flatMap(({ Type, Properties = {} }) => {
    const resource = specification().resource(Type);
    const [name, ...more] = resource?.primaryIdentifier ?? [];
    if (name === undefined || more.length > 0 || !(name in Properties)) return [];
    return resource?.properties[name]?.required === true
      ? []
      : [`${Type}.${name}=${JSON.stringify(Properties[name])}`];
  });
}
