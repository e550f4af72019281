/**
 * What a stack has to pass before it goes to AWS, as functions that a stack's own test calls: they
 * find, the test says what may be found. For tests only; nothing that runs or deploys imports them.
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
