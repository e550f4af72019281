import { isObject } from './template';
import type { CloudFormationTemplate, TemplateResource } from './template';

/** Properties and attributes that enable deletion protection, in all spellings of AWS. */
const PROTECTION = /deletion_?protection|DisableApiTermination/i;

const ON: readonly unknown[] = [true, 'true', 'ACTIVE'];

/**
 * Returns the resources that CloudFormation could not roll back if the creation of the stack failed, as
 * `<construct path>: <problem>`: retained resources, which each attempt leaves behind, and resources with
 * deletion protection, which leave the stack in ROLLBACK_FAILED.
 */
export function creationProblems({ Resources }: CloudFormationTemplate): string[] {
  return Object.entries(Resources).flatMap(([id, resource]) => {
    const path = constructPath(resource) ?? id;
    return [
      ...(resource.DeletionPolicy === 'Retain' ? [`${path}: is retained`] : []),
      ...refusalsIn(resource.Properties).map(
        (name) => `${path}: can’t be deleted because of ${name}`,
      ),
    ];
  });
}

/** Returns the path within the stack, without the `Resource` at the end of L2 constructs. */
function constructPath({ Metadata }: TemplateResource): string | undefined {
  const path = Metadata?.['aws:cdk:path'];
  return typeof path === 'string'
    ? path.slice(path.indexOf('/') + 1).replace(/\/Resource$/, '')
    : undefined;
}

function refusalsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refusalsIn);
  if (!isObject(value)) return [];
  const { Key, Value } = value;
  if (typeof Key === 'string' && PROTECTION.test(Key) && ON.includes(Value)) return [Key];
  return Object.entries(value).flatMap(([name, child]) =>
    PROTECTION.test(name) && ON.includes(child) ? [name] : refusalsIn(child),
  );
}
