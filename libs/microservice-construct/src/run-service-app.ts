import path from 'node:path';
import { findVpcEndpointId } from './endpoint-id/find-vpc-endpoint-id';
import { lambdaBundles, runApp } from '@cross-account/cdk-app';
import { selectStage, serviceStageChecks, serviceStagesFor } from '@cross-account/stages';
import type { ServiceStage, StageName } from '@cross-account/stages';
import type { ServiceDefinition } from '@cross-account/orders-domain';
import { MicroserviceStack } from './microservice-stack';

/** All that makes one service's app different from another's. */
export interface ServiceApp {
  /** The project's name and folder under `apps/`. */
  readonly appName: string;
  readonly service: ServiceDefinition;
  readonly stages: Readonly<Record<StageName, ServiceStage>>;
}

/** Where `nx build microservice-construct` leaves the functions that all services share. */
const sharedBundlesFolder = path.resolve(
  __dirname,
  '../../../dist/libs/microservice-construct/lambdas',
);

/** Runs the CDK app of a service account for the stage chosen with `-c stage=<name>`. */
export function runServiceApp({ appName, service, stages }: ServiceApp): void {
  runApp(async (app) => {
    const file = `apps/${appName}/src/stages.ts`;
    const offered = serviceStagesFor(app, service.name, stages);
    const selected = selectStage(app, offered, file, serviceStageChecks);
    new MicroserviceStack(app, {
      appName,
      service,
      selected,
      vpcEndpointId: await findVpcEndpointId(selected),
      bundlesFolder: lambdaBundles(appName),
      sharedBundlesFolder,
    });
  });
}
