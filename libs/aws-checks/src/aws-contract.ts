import type { Stack } from 'aws-cdk-lib';
import { DELETABLE } from '@cross-account/stages';
import { creationProblems } from './creation-problems';
import { appOf, describeTemplate, templateOf } from './describe-template';
import { nagFindings } from './nag-findings';
import { physicalNames } from './physical-names';
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
    const created = once(() => createStack({}));
    let stack: Stack;

    beforeAll(async () => {
      stack = await created();
    });

    describeTemplate('the template', created);

    it('passes AwsSolutions, NIST 800-53 R5 and Serverless, or states a reason', () => {
      expect(nagFindings(appOf(stack))).toEqual([]);
    });

    it('uses wildcards in these statements only', () => {
      expect(wildcardStatements(templateOf(stack))).toEqual(Object.keys(wildcards).sort());
    });

    it('sets no name that would prevent a second stage in the account', () => {
      expect(physicalNames(templateOf(stack))).toEqual(Object.keys(names));
    });

    it('is protected from deletion once it exists', () => {
      expect(stack.terminationProtection).toBe(true);
    });

    it('can be rolled back and repeated if its creation fails', async () => {
      const deletable = await createStack({ [DELETABLE]: true });
      expect(deletable.terminationProtection).toBe(false);
      expect(creationProblems(templateOf(deletable))).toEqual(Object.keys(leftBehind));
    });
  });
}

/** Returns a function that calls another one the first time, and returns its result each time. */
function once<Result>(make: () => Result): () => Result {
  let made: { readonly result: Result } | undefined;
  return () => {
    made ??= { result: make() };
    return made.result;
  };
}
