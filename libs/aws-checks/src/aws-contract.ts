import { App } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { DELETABLE } from '@cross-account/stages';
import { absentPrincipals } from './absent-principals';
import { creationProblems } from './creation-problems';
import { customResourceProblems } from './custom-resource-problems';
import { nagFindings } from './nag-findings';
import { physicalNames } from './physical-names';
import { referenceProblems } from './reference-problems';
import { specificationProblems } from './specification-problems';
import type { CloudFormationTemplate } from './template';
import { validatorFindings } from './validator-findings';
import { wildcardStatements } from './wildcard-statements';

/** What {@link describeAwsContract} needs to know. */
export interface AwsContract {
  /**
   * Returns the stack, in an app of its own and in the configuration that goes to production.
   * @param context what `-c` says beside that
   */
  readonly createStack: (context: Readonly<Record<string, unknown>>) => Stack | Promise<Stack>;
  /**
   * Every statement that may stand in the template though it allows all resources, as
   * `wildcardStatements` writes it, and why it has to.
   */
  readonly wildcards: Readonly<Record<string, string>>;
  /** Names that the template gives, as `physicalNames` writes them, and why. @default none */
  readonly names?: Readonly<Record<string, string>>;
  /** What a failed creation leaves behind, as `creationProblems` writes it, and why. @default nothing */
  readonly leftBehind?: Readonly<Record<string, string>>;
}

/**
 * Declares the tests that a stack has to pass before it goes to AWS: rule packs of cdk-nag,
 * CloudFormation's own rules, AWS's specification of resource types, references that hold, least
 * privilege, and no names that would keep a second stage out of the account.
 */
export function describeAwsContract(title: string, contract: AwsContract): void {
  const { createStack, wildcards, names = {}, leftBehind = {} } = contract;
  describe(title, () => {
    let app: App;
    let stack: Stack;
    let template: CloudFormationTemplate;
    let validator: readonly string[];

    beforeAll(async () => {
      stack = await createStack({});
      app = appOf(stack);
      validator = validatorFindings(app);
      template = templateOf(stack);
    });

    it('passes the CloudFormation validation of the CDK', () => {
      expect(validator).toEqual([]);
    });

    it('passes AwsSolutions, NIST 800-53 R5 and Serverless, or states a reason', () => {
      expect(nagFindings(app)).toEqual([]);
    });

    it('uses types, properties and values of the CloudFormation specification, and sets all required properties', () => {
      expect(specificationProblems(template)).toEqual([]);
    });

    it('has no dangling or circular references', () => {
      expect(referenceProblems(template)).toEqual([]);
    });

    it('uses wildcards in these statements only', () => {
      expect(wildcardStatements(template)).toEqual(Object.keys(wildcards).sort());
    });

    it('sets no name that would prevent a second stage in the account', () => {
      expect(physicalNames(template)).toEqual(Object.keys(names));
    });

    it('refers to no role or user that must exist before the stack', () => {
      expect(absentPrincipals(template)).toEqual([]);
    });

    it('creates the permissions of a custom resource before its function', () => {
      expect(customResourceProblems(template)).toEqual([]);
    });

    it('is protected from deletion once it exists', () => {
      expect(stack.terminationProtection).toBe(true);
    });

    it('can be rolled back and repeated if its creation fails', async () => {
      const created = await createStack({ [DELETABLE]: true });
      expect(created.terminationProtection).toBe(false);
      expect(creationProblems(templateOf(created))).toEqual(Object.keys(leftBehind));
    });
  });
}

function templateOf(stack: Stack): CloudFormationTemplate {
  const assembly = appOf(stack).synth();
  return assembly.getStackArtifact(stack.artifactId).template as CloudFormationTemplate;
}

function appOf({ node }: Stack): App {
  if (App.isApp(node.root)) return node.root;
  throw new Error(`${node.path} is not part of an app: create it in an app from createApp`);
}
