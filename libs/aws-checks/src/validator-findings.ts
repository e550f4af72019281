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
 * Named to the app, and not left to the default, which unit tests switch off by their environment.
 * One for all apps, since it takes a second to start. It declares an optional property in a way
 * that exactOptionalPropertyTypes refuses.
 */
const validator = new CloudFormationValidatePlugin() as IPolicyValidationPlugin;

/**
 * What CloudFormation's own rules, which come with CDK, find in the templates of an app and nobody
 * has acknowledged. Synthesizes the app; takes a second or two.
 * @param app with CDK's recommended feature flags, without which errors pass for warnings
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
