import { App } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { absentPrincipals } from './absent-principals';
import { customResourceProblems } from './custom-resource-problems';
import { referenceProblems } from './reference-problems';
import { specificationProblems } from './specification-problems';
import type { CloudFormationTemplate } from './template';
import { validatorFindings } from './validator-findings';

/**
 * Declares the tests that the stack of every stage passes, whether it is protected or not: CloudFormation's
 * rules and resource specification, valid references, and no principals that must exist before the stack.
 * @param createStack returns the stack, in a separate app
 */
export function describeTemplate(title: string, createStack: () => Stack | Promise<Stack>): void {
  describe(title, () => {
    let validator: readonly string[];
    let template: CloudFormationTemplate;

    beforeAll(async () => {
      const stack = await createStack();
      validator = validatorFindings(appOf(stack));
      template = templateOf(stack);
    });

    it('passes the CloudFormation validation of the CDK', () => {
      expect(validator).toEqual([]);
    });

    it('uses types, properties and values of the CloudFormation specification, and sets all required properties', () => {
      expect(specificationProblems(template)).toEqual([]);
    });

    it('has no dangling or circular references', () => {
      expect(referenceProblems(template)).toEqual([]);
    });

    it('refers to no role or user that must exist before the stack', () => {
      expect(absentPrincipals(template)).toEqual([]);
    });

    it('creates the permissions of a custom resource before its function', () => {
      expect(customResourceProblems(template)).toEqual([]);
    });
  });
}

/** Returns the synthesized template of a stack. */
export function templateOf(stack: Stack): CloudFormationTemplate {
  const assembly = appOf(stack).synth();
  return assembly.getStackArtifact(stack.artifactId).template as CloudFormationTemplate;
}

/** Returns the app of a stack. @throws Error when it has none */
export function appOf({ node }: Stack): App {
  if (App.isApp(node.root)) return node.root;
  throw new Error(`${node.path} is not part of an app: create it in an app from createApp`);
}
