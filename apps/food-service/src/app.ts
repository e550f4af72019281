/** The CDK app of the food account. */
import type { ServiceApp } from '@cross-account/microservice-construct';
import { FoodStack } from './food-stack';
import { service } from './service';
import { stages } from './stages';

export const app: ServiceApp<FoodStack> = {
  appName: 'food-service',
  service,
  stages,
  createStack: (cdkApp, props) => new FoodStack(cdkApp, props),
};
