import { isObject } from './template';
import type { CloudFormationTemplate, TemplateResource } from './template';

/** Names of properties and attributes that have AWS refuse a deletion, in all spellings of AWS's. */
const REFUSAL = /deletion_?protection|DisableApiTermination/i;

const ON: readonly unknown[] = [true, 'true', 'ACTIVE'];

/**
 * What of a template CloudFormation could not take back if the stack's creation failed, as
 * `<construct path>: <problem>`: what is kept whatever happens, so that each repetition leaves one
 * more, and what refuses to be deleted, which leaves the stack in ROLLBACK_FAILED.
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

/** The path within the stack, without the `Resource` that L2 constructs end in. */
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
  if (typeof Key === 'string' && REFUSAL.test(Key) && ON.includes(Value)) return [Key];
  return Object.entries(value).flatMap(([name, child]) =>
    REFUSAL.test(name) && ON.includes(child) ? [name] : refusalsIn(child),
  );
}
