/** The CDK app of the beverage account. Choose a stage with `-c stage=<name>`. */
import { runServiceApp } from '@cross-account/microservice-construct';
import { beverage } from './service';
import { stages } from './stages';

runServiceApp({ appName: 'beverage-service', service: beverage, stages });
