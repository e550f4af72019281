/** Synthesizes the real apps for the stage `sandbox`, with changes of the stage. */
import { join, resolve } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { createApp } from '@cross-account/cdk-app';
import { addServiceStack } from '@cross-account/microservice-construct';
import type { ServiceApp } from '@cross-account/microservice-construct';
import type { App as AppName } from '../fidelity-case';

type Stages = Readonly<Record<'sandbox', Readonly<Record<string, unknown>>>>;

const apps = resolve(__dirname, '../../../../apps');

/** Synthesizes the consumer. Returns the folder of its assembly. */
export async function consumerAssembly(
  change: (stage: Stages['sandbox']) => object,
): Promise<string> {
  const { addConsumerStack } = (await import(join(apps, 'consumer-infra/src/consumer-app'))) as {
    readonly addConsumerStack: (app: App, stages: object) => unknown;
  };
  const { stages } = (await import(join(apps, 'consumer-infra/src/stages'))) as {
    readonly stages: Stages;
  };
  const app = createApp({ stage: 'sandbox' });
  addConsumerStack(app, {
    ...stages,
    sandbox: { ...stages.sandbox, ...change(stages.sandbox) },
  });
  return app.synth().directory;
}

/**
 * Synthesizes a service. Returns the folder of its assembly.
 *
 * @param awsEndpoint the URL of Secrets Manager, for the secret with the endpoint's ID.
 */
export async function serviceAssembly(
  name: Exclude<AppName, 'consumer-infra'>,
  awsEndpoint: string,
  change: object = {},
): Promise<string> {
  const { app: serviceApp } = (await import(join(apps, name, 'src/app'))) as {
    readonly app: ServiceApp;
  };
  process.env['AWS_ENDPOINT_URL_SECRETS_MANAGER'] = awsEndpoint;
  const { stages } = serviceApp;
  const app = createApp({ stage: 'sandbox' });
  await addServiceStack(app, {
    ...serviceApp,
    stages: { ...stages, sandbox: { ...stages.sandbox, ...change } },
  });
  return app.synth().directory;
}
