import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { createApp } from '@cross-account/cdk-app';
import { defineService } from '@cross-account/orders-domain';
import { defineApi, orderOperations } from '@cross-account/orders-domain/http';
import { bundlesFolder } from './order-stack';
import { Microservice } from '../../src/microservice';
import type { MicroserviceProps } from '../../src/microservice';

/** The operations of the service of {@link synthService}. */
export const dessertApi = defineApi({
  service: defineService({ name: 'dessert', items: ['cake', 'ice'] }),
  operations: [...orderOperations],
});

/** The endpoint that the service of {@link synthService} allows. */
export const ENDPOINT = 'vpce-0a1b2c3d4e5f60718';

/** Creates an example service in a stack. */
export function serviceIn(stack: Stack, change: Partial<MicroserviceProps> = {}): Microservice {
  return new Microservice(stack, 'Service', {
    api: dessertApi,
    hostName: 'dessert.orders.example.com',
    certificate: Certificate.fromCertificateArn(stack, 'Certificate', 'arn:certificate'),
    vpcEndpointId: ENDPOINT,
    vpcCidr: '10.0.0.0/16',
    dynamoDbPrefixListId: 'pl-66a5400f',
    bundlesFolder,
    ...change,
  });
}

/** Returns the template of an example service, with changed properties. */
export function synthService(change: Partial<MicroserviceProps> = {}): Template {
  const stack = new Stack(createApp(), 'Test');
  serviceIn(stack, change);
  return Template.fromStack(stack);
}
