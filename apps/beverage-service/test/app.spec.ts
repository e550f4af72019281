import { describeServiceApp } from '@cross-account/microservice-construct/testing';
import openApi from '../openapi.json';
import { service } from '../src/service';
import { stages } from '../src/stages';

describeServiceApp({ appName: 'beverage-service', service, stages, openApi });
