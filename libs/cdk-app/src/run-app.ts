import type { App } from 'aws-cdk-lib';
import { reportMistake } from '@cross-account/stages';
import { createApp } from './create-app';

/**
 * Runs one CDK app: builds its stacks and writes the cloud assembly. A {@link ConfigurationError}
 * ends it as {@link reportMistake} says; anything else is a defect of ours and keeps its stack trace.
 * @param build adds the app's stacks; may be asynchronous, since a stage may have to look up a secret
 */
export function runApp(build: (app: App) => unknown): void {
  const app = createApp();
  Promise.resolve()
    .then(() => build(app))
    .then(() => app.synth())
    .catch(reportMistake);
}
