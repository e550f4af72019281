import type { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag';

/**
 * What cdk-nag finds in an app and nobody has acknowledged on the construct that it is about, as
 * `<rule> <construct path>`: the packs AwsSolutions, NIST 800-53 R5 and Serverless, warnings too.
 * Asked directly and not as plugins of the app, which would end the synthesis at the first of them.
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
