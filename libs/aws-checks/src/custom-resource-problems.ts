import { isCustomResource, isObject } from './template';
import type { CloudFormationTemplate, TemplateResource } from './template';

/** Seconds for which a provider function may wait for IAM, call AWS and deliver its response. */
const MIN_TIMEOUT = 30;

/** Lambda's default, in seconds. */
const DEFAULT_TIMEOUT = 3;

/**
 * Returns the custom resources of a template that may fail while their function's permissions are not
 * effective yet, as `<id>: <problem>`: those whose function may be created before its permissions, or has a
 * timeout too short to wait for them.
 * @see docs/adr/0053-custom-resources-wait-for-iam.md
 */
export function customResourceProblems({ Resources }: CloudFormationTemplate): string[] {
  return Object.entries(Resources).flatMap(([id, resource]) => {
    if (!isCustomResource(resource)) return [];
    const name = attributeOf(resource.Properties?.['ServiceToken']);
    const provider = name === undefined ? undefined : Resources[name];
    if (name === undefined || !provider) return [];
    const before = [provider.DependsOn ?? []].flat();
    const timeout = Number(provider.Properties?.['Timeout'] ?? DEFAULT_TIMEOUT);
    return [
      ...policiesOf(provider, Resources)
        .filter((policy) => !before.includes(policy))
        .map((policy) => `${id}: ${name} may be created before ${policy}`),
      ...(timeout < MIN_TIMEOUT
        ? [`${id}: ${name} has ${timeout} s instead of at least ${MIN_TIMEOUT} s`]
        : []),
    ];
  });
}

/** Returns the IDs of policies that are separate resources from a function's role. */
function policiesOf(
  { Properties }: TemplateResource,
  resources: CloudFormationTemplate['Resources'],
): string[] {
  const role = attributeOf(Properties?.['Role']);
  return Object.entries(resources)
    .filter(([, { Properties: policy }]) => {
      const roles = policy?.['Roles'];
      return Array.isArray(roles) && roles.some((one) => isObject(one) && one['Ref'] === role);
    })
    .map(([id]) => id);
}

/** Returns the resource of an attribute reference. */
function attributeOf(value: unknown): string | undefined {
  const getAtt = isObject(value) ? value['Fn::GetAtt'] : undefined;
  const id: unknown = Array.isArray(getAtt) ? getAtt[0] : undefined;
  return typeof id === 'string' ? id : undefined;
}
