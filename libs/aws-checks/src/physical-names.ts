import { specification } from './specification';
import type { CloudFormationTemplate } from './template';

/**
 * Names that a template gives though CloudFormation would find one, as `<type>.<property>=<name>`:
 * a second stack with such a name fails in the same account and Region. They are the properties
 * that alone identify a resource; a stage's or a path's name counts within its API only.
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
