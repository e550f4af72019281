import { describeServiceApp } from '@cross-account/microservice-construct/testing';
import openApi from '../contract/openapi.json';
import { api } from '../src/api';
import { app } from '../src/app';

describeServiceApp({ app, api, openApi });
