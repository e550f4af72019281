import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  physicalNames,
  referenceProblems,
  specificationProblems,
  wildcardStatements,
} from '@cross-account/aws-checks';
import type { CloudFormationTemplate } from '@cross-account/aws-checks';

/** Declares tests of a stack's references, types, statements and names. */
export function describeStack(stack: Stack): void {
  const template = Template.fromStack(stack).toJSON() as CloudFormationTemplate;

  it('is a valid CloudFormation template', () => {
    expect(referenceProblems(template)).toEqual([]);
    expect(specificationProblems(template)).toEqual([]);
  });

  it('has no wildcard statements and no physical names', () => {
    expect(wildcardStatements(template)).toEqual([]);
    expect(physicalNames(template)).toEqual([]);
  });
}
