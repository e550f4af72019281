import { describeServiceApp } from '@cross-account/microservice-construct/testing';
import cdkJson from '../cdk.json';
import { beverage } from './service';
import { stages } from './stages';

describeServiceApp({ appName: 'beverage-service', service: beverage, stages, cdkJson });
