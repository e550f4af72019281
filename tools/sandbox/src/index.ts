/** The sandbox's parts that other tools use: synthesized stacks, and the policy evaluator. */
export { readAssembly, type StackArtifact } from './cloudformation/assembly';
export { resolve, type Scope } from './cloudformation/intrinsics';
export { constructPath } from './cloudformation/template';
export { authorize, type AppliedPolicies } from './services/iam/authorization';
export type { Effect } from './request/explanation';
export { Policy, type AccessRequest, type PolicyType } from './services/iam/policy';
