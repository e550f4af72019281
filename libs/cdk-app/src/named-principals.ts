import { AccountPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Conditions, IPrincipal } from 'aws-cdk-lib/aws-iam';

/** Principals of one statement of a resource-based policy. */
export interface NamedPrincipals {
  /** The kind of principals, for the statement's ID. */
  readonly name: 'Accounts' | 'Roles';
  readonly principals: readonly IPrincipal[];
  readonly conditions: Conditions;
}

/**
 * Returns how a resource-based policy names principals of other accounts: accounts directly, roles and users
 * by their account with a condition on `aws:PrincipalArn`. In the `Principal` element, a role that does not
 * exist is rejected, and a deleted role is stored as an ID that a new role with the same name does not have;
 * a condition compares text, so neither happens.
 * @param arns ARNs of account roots, roles and users
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
export function principalsOf(arns: readonly string[]): readonly NamedPrincipals[] {
  const roots = arns.filter(isRoot);
  const others = arns.filter((arn) => !isRoot(arn));
  return [
    { name: 'Accounts' as const, principals: accountsOf(roots), conditions: {} },
    {
      name: 'Roles' as const,
      principals: accountsOf(others),
      conditions: { ArnEquals: { 'aws:PrincipalArn': others } },
    },
  ].filter(({ principals }) => principals.length > 0);
}

function isRoot(arn: string): boolean {
  return arn.endsWith(':root');
}

function accountsOf(arns: readonly string[]): readonly IPrincipal[] {
  const accounts = new Set(arns.map((arn) => arn.split(':')[4] ?? ''));
  return [...accounts].map((account) => new AccountPrincipal(account));
}
