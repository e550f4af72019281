import type { App } from 'aws-cdk-lib';
import { lambdaBundles, runApp } from '@cross-account/cdk-app';
import { servicePlatformSources } from '@cross-account/platform/services';
import { selectStage, stagesOrExamples } from '@cross-account/stages';
import type { StageName } from '@cross-account/stages';
import type { ServiceDefinition } from '@cross-account/orders-domain';
import { findVpcEndpointId } from './endpoint-id/find-vpc-endpoint-id';
import type { ServiceStack, ServiceStackProps } from './service-stack';
import { exampleServiceStage, serviceStage } from './stage';
import type { ServiceStage } from './stage';

/** All that makes one service's app different from another's. */
export interface ServiceApp<S extends ServiceStack = ServiceStack> {
  /** The project's name and folder under `apps/`. */
  readonly appName: string;
  readonly service: ServiceDefinition;
  readonly stages: Readonly<Record<StageName, ServiceStage>>;
  /** Adds the account's stack to the app. */
  readonly createStack: (app: App, props: ServiceStackProps) => S;
}

/** Runs the CDK app of a service account for the stage chosen with `-c stage=<name>`. */
export function runServiceApp(serviceApp: ServiceApp): void {
  runApp(async (app) => {
    await addServiceStack(app, serviceApp);
  });
}

/** Adds the service's stack to the app, for the stage that the context `stage` names. */
export async function addServiceStack<S extends ServiceStack>(
  app: App,
  { appName, service, stages, createStack }: ServiceApp<S>,
): Promise<S> {
  const stageFile = {
    stages: stagesOrExamples(app, stages, (name, stage) =>
      exampleServiceStage(name, service.name, stage),
    ),
    file: `apps/${appName}/src/stages.ts`,
    shared: servicePlatformSources,
  };
  const selected = selectStage(app, stageFile, serviceStage);
  return createStack(app, {
    selected,
    vpcEndpointId: await findVpcEndpointId(selected),
    bundlesFolder: lambdaBundles(appName),
  });
}
