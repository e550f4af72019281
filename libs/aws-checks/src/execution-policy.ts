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
 * What keeps CloudFormation from deploying a template with execution policies, as far as it can be
 * seen from here: services that all of them leave out, or more text than IAM takes of one.
 */
export function executionPolicyProblems(
  policies: readonly PolicyDocument[],
  { Resources }: CloudFormationTemplate,
): string[] {
  const actions = policies.flatMap(({ Statement }) => Statement).flatMap(({ Action }) => Action);
  const allowed = new Set(actions.map((action) => action.split(':')[0]));
  const needed = Object.values(Resources).flatMap(({ Type }) => {
    const [vendor, namespace = ''] = Type.toLowerCase().split('::');
    return vendor === 'aws' ? [PREFIXES[namespace] ?? namespace] : [];
  });
  const missing = [...new Set(needed)].filter((prefix) => !allowed.has(prefix)).sort();
  return [
    ...missing.map((prefix) => `allows nothing of ${prefix}`),
    ...policies.flatMap(lengthProblems),
  ];
}

function lengthProblems(policy: PolicyDocument): string[] {
  const { length } = JSON.stringify(policy).replaceAll(/\s/g, '');
  return length > LONGEST_POLICY ? [`has ${length} characters, IAM takes ${LONGEST_POLICY}`] : [];
}
