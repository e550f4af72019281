import type { App } from 'aws-cdk-lib';
import { reportMistake } from '@cross-account/stages';
import { createApp } from './create-app';

/**
 * Runs a CDK app: builds its stacks and writes the cloud assembly. A {@link ConfigurationError} is reported
 * by {@link reportMistake}; any other error is a defect, and is shown with its stack trace.
 *
 * @param build adds the app's stacks; may be asynchronous, since a stage may have to read a secret
 */
export function runApp(build: (app: App) => unknown): void {
  const app = createApp();
  Promise.resolve()
    .then(() => build(app))
    .then(() => app.synth())
    .catch(reportMistake);
}
