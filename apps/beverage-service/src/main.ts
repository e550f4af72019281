/** The CDK app of the beverage account. Choose a stage with `-c stage=<name>`. */
import { runServiceApp } from '@cross-account/microservice-construct';
import { service } from './service';
import { stages } from './stages';

runServiceApp({ appName: 'beverage-service', service, stages });
