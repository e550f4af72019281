import { createApp } from '@cross-account/cdk-app';
import { emptyBundles } from '@cross-account/cdk-app/testing';
import type { ServiceDefinition } from '@cross-account/orders-domain';
import { defineApi, orderOperations } from '@cross-account/orders-domain/http';
import type { SelectedStage } from '@cross-account/stages';
import { Microservice } from '../../src/microservice';
import { ServiceStack } from '../../src/service-stack';
import type { ServiceStage } from '../../src/stage';

/** Empty bundles for the operations of every service. */
export const bundlesFolder = emptyBundles(...orderOperations.map(({ name }) => name));

/** A stage with only the required values. */
export const plainStage: ServiceStage = {
  account: '210987654321',
  region: 'eu-central-1',
  domain: 'orders.example.com',
  certificate: { certificateArn: 'arn:aws:acm:eu-central-1:210987654321:certificate/1' },
  vpcCidr: '10.0.0.0/16',
  dynamoDbPrefixListId: 'pl-66a5400f',
  vpcEndpointId: 'vpce-0a1b2c3d4e5f60718',
  shardCount: 1,
  protect: false,
};

/** The stack of a service with default operations. */
class OrderStack extends ServiceStack {
  constructor(
    service: ServiceDefinition,
    stage: ServiceStage,
    name: 'dev' | 'prod',
    context: Readonly<Record<string, unknown>>,
  ) {
    const selected: SelectedStage<ServiceStage> = { name, stage, file: 'stages.ts' };
    super(createApp(context), `${service.name}-service`, service, {
      selected,
      vpcEndpointId: stage.vpcEndpointId ?? '',
      bundlesFolder,
    });
    const api = defineApi({ service, operations: [...orderOperations] });
    new Microservice(this, 'Microservice', { api, ...this.settings });
  }
}

/**
 * Returns the stack of a service in a stage, with default operations.
 *
 * @param context as from the CLI's `-c`
 */
export function orderStack(
  service: ServiceDefinition,
  stage: ServiceStage,
  name: 'dev' | 'prod' = 'prod',
  context: Readonly<Record<string, unknown>> = {},
): ServiceStack {
  return new OrderStack(service, stage, name, context);
}
