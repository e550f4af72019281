/** IAM's evaluator by itself, as programs outside of `tools/sandbox` use it. */
export type { Effect } from '@sandbox/kernel/explanation';
export { authorize, explain, type AppliedPolicies } from './authorization';
export { Policy, type AccessRequest, type PolicyType } from './policy';
