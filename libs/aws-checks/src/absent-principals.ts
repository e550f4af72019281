import { isObject } from './template';
import type { CloudFormationTemplate } from './template';

/** Principals that must exist when a policy that names them is created or updated. */
const LOOKED_UP = /^arn:[^:]*:(iam|sts)::\d{12}:(role|user|assumed-role|federated-user)\//;

/**
 * Returns the roles, users and sessions that policies of a template name as principals by a literal ARN, as
 * `<logical ID>: <ARN>`. Such a principal must exist before the stack, and after it is deleted and created
 * again the policy still refers to the deleted one. Principals that the template references are not listed.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function absentPrincipals({ Resources }: CloudFormationTemplate): string[] {
  return Object.entries(Resources).flatMap(([id, { Properties }]) =>
    principalsIn(Properties).map((arn) => `${id}: ${arn}`),
  );
}

function principalsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(principalsIn);
  if (!isObject(value)) return [];
  const { Principal } = value;
  const named = isObject(Principal) ? [Principal['AWS']].flat() : [];
  const own = named.filter((one) => typeof one === 'string').filter((arn) => LOOKED_UP.test(arn));
  return [...own, ...Object.values(value).flatMap(principalsIn)];
}
