/**
 * Checks that a stack must pass before it is deployed to AWS, as functions that a stack's test calls: they
 * return findings, and the test states which are allowed. For tests only: neither functions nor deployments
 * import them.
 */
export { absentPrincipals } from './absent-principals';
export { describeAwsContract } from './aws-contract';
export type { AwsContract } from './aws-contract';
export { creationProblems } from './creation-problems';
export { customResourceProblems } from './custom-resource-problems';
export { describeTemplate } from './describe-template';
export { driftPolicyProblems, executionPolicyProblems, needlessActions } from './execution-policy';
export type { PolicyDocument, PolicyStatement } from './execution-policy';
export { commonWildcards } from './common-wildcards';
export { nagFindings } from './nag-findings';
export { physicalNames } from './physical-names';
export { referenceProblems } from './reference-problems';
export { specificationProblems } from './specification-problems';
export type { CloudFormationTemplate } from './template';
export { validatorFindings } from './validator-findings';
export { wildcardStatements } from './wildcard-statements';
