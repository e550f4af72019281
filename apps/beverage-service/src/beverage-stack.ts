import type { App } from 'aws-cdk-lib';
import { Microservice, ServiceStack } from '@cross-account/microservice-construct';
import type { ServiceStackProps } from '@cross-account/microservice-construct';
import { api } from './api';
import { service } from './service';

/** The resources of the beverage account. */
export class BeverageStack extends ServiceStack {
  readonly microservice: Microservice;

  constructor(app: App, props: ServiceStackProps) {
    super(app, 'beverage-service', service, props);
    this.microservice = new Microservice(this, 'Microservice', { api, ...this.settings });
  }
}
