import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  physicalNames,
  referenceProblems,
  specificationProblems,
  wildcardStatements,
} from '@cross-account/aws-checks';
import type { CloudFormationTemplate } from '@cross-account/aws-checks';

/** Declares that a stack refers to nothing missing, fits its types, and allows nothing by a pattern. */
export function describeStack(stack: Stack): void {
  const template = Template.fromStack(stack).toJSON() as CloudFormationTemplate;

  it('is a valid CloudFormation template', () => {
    expect(referenceProblems(template)).toEqual([]);
    expect(specificationProblems(template)).toEqual([]);
  });

  it('allows no resource and no action by a pattern, and fits in twice', () => {
    expect(wildcardStatements(template)).toEqual([]);
    expect(physicalNames(template)).toEqual([]);
  });
}
