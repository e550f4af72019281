import { describeServiceApp } from '@cross-account/microservice-construct/testing';
import cdkJson from '../cdk.json';
import { food } from './service';
import { stages } from './stages';

describeServiceApp({ appName: 'food-service', service: food, stages, cdkJson });
