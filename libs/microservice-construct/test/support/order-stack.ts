import { createApp } from '@cross-account/cdk-app';
import { emptyBundles } from '@cross-account/cdk-app/testing';
import type { ServiceDefinition } from '@cross-account/orders-domain';
import { defineApi, orderOperations } from '@cross-account/orders-domain/http';
import type { SelectedStage } from '@cross-account/stages';
import { Microservice } from '../../src/microservice';
import { ServiceStack } from '../../src/service-stack';
import type { ServiceStage } from '../../src/stage';

/** Bundles of the calls that every service has; empty ones. */
export const bundlesFolder = emptyBundles(...orderOperations.map(({ name }) => name));

/** The stack of a service that is like every service. */
class OrderStack extends ServiceStack {
  constructor(service: ServiceDefinition, stage: ServiceStage, name: 'dev' | 'prod') {
    const selected: SelectedStage<ServiceStage> = { name, stage, file: 'stages.ts' };
    super(createApp(), `${service.name}-service`, service, {
      selected,
      vpcEndpointId: stage.vpcEndpointId ?? '',
      bundlesFolder,
    });
    const api = defineApi({ service, operations: [...orderOperations] });
    new Microservice(this, 'Microservice', { api, ...this.settings });
  }
}

/** The stack of a service in a stage, with the calls that every service has. */
export function orderStack(
  service: ServiceDefinition,
  stage: ServiceStage,
  name: 'dev' | 'prod' = 'prod',
): ServiceStack {
  return new OrderStack(service, stage, name);
}
