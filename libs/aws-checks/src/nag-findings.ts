import type { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag';

/**
 * Returns cdk-nag's findings in an app that are not acknowledged on their construct, as
 * `<rule> <construct path>`: of the packs AwsSolutions, NIST 800-53 R5 and Serverless, including warnings.
 * The packs are called directly, since as plugins of the app the first one with findings would end the
 * synthesis.
 */
export function nagFindings(app: App): string[] {
  const packs = [new AwsSolutionsChecks(), new NIST80053R5Checks(), new ServerlessChecks()];
  return packs
    .flatMap((pack) => pack.validateScope(app).violations)
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath ?? ''}`),
    )
    .sort();
}
