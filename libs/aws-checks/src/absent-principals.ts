import { isObject } from './template';
import type { CloudFormationTemplate } from './template';

/** Principals that AWS looks up when a policy that names them is written. */
const LOOKED_UP = /^arn:[^:]*:(iam|sts)::\d{12}:(role|user|assumed-role|federated-user)\//;

/**
 * The roles, users and sessions that policies of a template name as principals by an ARN written down,
 * as `<logical ID>: <ARN>`. Such a principal has to exist before the stack does, and where it is made
 * anew the policy means the one that is gone. What the template makes itself is referred to, not
 * written down, and not listed.
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
