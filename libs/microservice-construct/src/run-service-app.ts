import path from 'node:path';
import type { App } from 'aws-cdk-lib';
import { lambdaBundles, runApp } from '@cross-account/cdk-app';
import { selectStage, serviceStageChecks, serviceStagesFor } from '@cross-account/stages';
import type { ServiceStage, StageName } from '@cross-account/stages';
import type { ServiceDefinition } from '@cross-account/orders-domain';
import { findVpcEndpointId } from './endpoint-id/find-vpc-endpoint-id';
import type { ServiceStack, ServiceStackProps } from './service-stack';

/** All that makes one service's app different from another's. */
export interface ServiceApp<S extends ServiceStack = ServiceStack> {
  /** The project's name and folder under `apps/`. */
  readonly appName: string;
  readonly service: ServiceDefinition;
  readonly stages: Readonly<Record<StageName, ServiceStage>>;
  /** Adds the account's stack to the app. */
  readonly createStack: (app: App, props: ServiceStackProps) => S;
}

/** Where `nx build microservice-construct` leaves the functions that all services share. */
export const sharedBundlesFolder = path.resolve(
  __dirname,
  '../../../dist/libs/microservice-construct/lambdas',
);

/** Runs the CDK app of a service account for the stage chosen with `-c stage=<name>`. */
export function runServiceApp({ appName, service, stages, createStack }: ServiceApp): void {
  runApp(async (app) => {
    const file = `apps/${appName}/src/stages.ts`;
    const offered = serviceStagesFor(app, service.name, stages);
    const selected = selectStage(app, offered, file, serviceStageChecks);
    createStack(app, {
      selected,
      vpcEndpointId: await findVpcEndpointId(selected),
      bundlesFolder: lambdaBundles(appName),
      sharedBundlesFolder,
    });
  });
}
