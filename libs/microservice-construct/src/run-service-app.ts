import type { App } from 'aws-cdk-lib';
import { lambdaBundles, runApp } from '@cross-account/cdk-app';
import { servicePlatformSources } from '@cross-account/platform/services';
import { usesExamples, selectStage, stagesOrExamples } from '@cross-account/stages';
import type { SelectedStage, StageName } from '@cross-account/stages';
import type { ServiceDefinition } from '@cross-account/orders-domain';
import { findVpcEndpointId } from './endpoint-id/find-vpc-endpoint-id';
import { secretsManagerReader } from './endpoint-id/read-secret';
import type { SecretReader } from './endpoint-id/read-secret';
import { sandboxReader } from './endpoint-id/sandbox-reader';
import type { ServiceStack, ServiceStackProps } from './service-stack';
import { EXAMPLE_ENDPOINT, exampleServiceStage, serviceStage } from './stage';
import type { ServiceStage } from './stage';

/** The definition of a service's app. */
export interface ServiceApp<S extends ServiceStack = ServiceStack> {
  /** The project's name and folder under `apps/`. */
  readonly appName: string;
  readonly service: ServiceDefinition;
  readonly stages: Readonly<Record<StageName, ServiceStage>>;
  /** Adds the account's stack to the app. */
  readonly createStack: (app: App, props: ServiceStackProps) => S;
}

/**
 * The key of the template metadata with the secrets that the stack was synthesized with, and their values, so
 * that a deployment can detect an outdated template.
 */
export const SECRETS_READ = 'cross-account:secrets-read';

/** Runs the CDK app of a service account for the stage chosen with `-c stage=<name>`. */
export function runServiceApp(serviceApp: ServiceApp): void {
  runApp(async (app) => {
    await addServiceStack(app, serviceApp);
  });
}

/**
 * Adds the service's stack to the app, for the stage in the context `stage`.
 * @param readSecret reads the endpoint's ID. @default from AWS; for the stage `sandbox`, from the sandbox
 */
export async function addServiceStack<S extends ServiceStack>(
  app: App,
  { appName, service, stages, createStack }: ServiceApp<S>,
  readSecret?: SecretReader,
): Promise<S> {
  const stageFile = {
    stages: stagesOrExamples(app, stages, (name, stage) =>
      exampleServiceStage(name, service.name, stage),
    ),
    file: `apps/${appName}/src/stages.ts`,
    shared: servicePlatformSources,
  };
  const selected = selectStage(app, stageFile, serviceStage);
  const vpcEndpointId = await findVpcEndpointId(selected, readSecret ?? readerOf(app, selected));
  const bundlesFolder = lambdaBundles(appName);
  const stack = createStack(app, { selected, vpcEndpointId, bundlesFolder });
  const { vpcEndpointIdSecretArn: secretArn } = selected.stage;
  if (secretArn !== undefined) stack.addMetadata(SECRETS_READ, { [secretArn]: vpcEndpointId });
  return stack;
}

/** Returns the default reader; example stages need none. */
function readerOf(app: App, { name, stage }: SelectedStage<ServiceStage>): SecretReader {
  if (usesExamples(app)) return () => Promise.resolve(EXAMPLE_ENDPOINT);
  return name === 'sandbox' ? sandboxReader(stage.account) : secretsManagerReader();
}
