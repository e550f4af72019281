import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CloudFormationValidatePlugin, Validations } from 'aws-cdk-lib';
import type { App, IPolicyValidationPlugin } from 'aws-cdk-lib';
import { VALIDATION_REPORT_FILE } from 'aws-cdk-lib/cx-api';

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly { readonly ruleName: string; readonly description: string }[];
  }[];
}

/**
 * Set explicitly, since unit tests disable the default plugin with an environment variable. One instance for
 * all apps, since it takes a second to start. Its declaration of an optional property is incompatible with
 * exactOptionalPropertyTypes.
 */
const validator = new CloudFormationValidatePlugin() as IPolicyValidationPlugin;

/**
 * Returns findings of CDK's CloudFormation validation in the templates of an app that are not acknowledged.
 * Synthesizes the app; takes a second or two.
 *
 * @param app with CDK's recommended feature flags, without which errors are reported as warnings
 * @throws Error with the whole report when there are errors
 */
export function validatorFindings(app: App): string[] {
  Validations.of(app).addPlugins(validator);
  const { directory } = app.synth();
  const report = readFileSync(path.join(directory, VALIDATION_REPORT_FILE), 'utf8');
  return (JSON.parse(report) as Report).pluginReports
    .flatMap(({ violations }) => violations)
    .map(({ ruleName, description }) => `${ruleName} ${description}`);
}
