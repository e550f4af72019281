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

/** The parameters of {@link describeAwsContract}. */
export interface AwsContract {
  /**
   * Returns the stack, in a separate app and with the configuration of production.
   * @param context additional CDK context
   */
  readonly createStack: (context: Readonly<Record<string, unknown>>) => Stack | Promise<Stack>;
  /**
   * Allowed statements with wildcards, in the format of `wildcardStatements`, with the reason.
   */
  readonly wildcards: Readonly<Record<string, string>>;
  /** Allowed physical names, in the format of `physicalNames`, with the reason. @default none */
  readonly names?: Readonly<Record<string, string>>;
  /** Allowed problems of a rollback, in the format of `creationProblems`, with the reason. @default none */
  readonly leftBehind?: Readonly<Record<string, string>>;
}

/**
 * Declares the tests of a stack that is deployed to AWS: the rule packs of cdk-nag, CloudFormation's rules and
 * resource specification, valid references, least privilege, and no names that prevent a second stage in the
 * account.
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
