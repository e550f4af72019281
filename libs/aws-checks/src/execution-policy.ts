import type { CloudFormationTemplate } from './template';

/** An IAM policy as it is written down. */
export interface PolicyDocument {
  readonly Statement: readonly { readonly Action: string | readonly string[] }[];
}

/** IAM's prefix where it is not the lower-case name of CloudFormation's namespace. */
const PREFIXES: Readonly<Record<string, string>> = {
  certificatemanager: 'acm',
  elasticloadbalancingv2: 'elasticloadbalancing',
};

/** IAM counts a managed policy's characters without white space. */
const LONGEST_POLICY = 6_144;

/**
 * What keeps CloudFormation from deploying a template with an execution policy, as far as it can be
 * seen from here: services that the policy leaves out, or more text than IAM takes.
 */
export function executionPolicyProblems(
  policy: PolicyDocument,
  { Resources }: CloudFormationTemplate,
): string[] {
  const actions = policy.Statement.flatMap(({ Action }) => Action);
  const allowed = new Set(actions.map((action) => action.split(':')[0]));
  const needed = Object.values(Resources).flatMap(({ Type }) => {
    const [vendor, namespace = ''] = Type.toLowerCase().split('::');
    return vendor === 'aws' ? [PREFIXES[namespace] ?? namespace] : [];
  });
  const missing = [...new Set(needed)].filter((prefix) => !allowed.has(prefix)).sort();
  const { length } = JSON.stringify(policy).replaceAll(/\s/g, '');
  return [
    ...missing.map((prefix) => `allows nothing of ${prefix}`),
    ...(length > LONGEST_POLICY ? [`has ${length} characters, IAM takes ${LONGEST_POLICY}`] : []),
  ];
}
