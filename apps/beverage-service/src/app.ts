/** The CDK app of the beverage account. */
import type { ServiceApp } from '@cross-account/microservice-construct';
import { BeverageStack } from './beverage-stack';
import { service } from './service';
import { stages } from './stages';

export const app: ServiceApp<BeverageStack> = {
  appName: 'beverage-service',
  service,
  stages,
  createStack: (cdkApp, props) => new BeverageStack(cdkApp, props),
};
