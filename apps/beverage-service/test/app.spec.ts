import { describeServiceApp } from '@cross-account/microservice-construct/testing';
import cdkJson from '../cdk.json';
import openApi from '../contract/openapi.json';
import { service } from '../src/service';
import { stages } from '../src/stages';

describeServiceApp({ appName: 'beverage-service', service, stages, cdkJson, openApi });
