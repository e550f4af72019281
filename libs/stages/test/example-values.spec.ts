import { App } from 'aws-cdk-lib';
import { consumerStagesFor, serviceStagesFor } from '../src/example-values';
import type { ConsumerStage, ServiceStage } from '../src/stage';

const common = {
  account: '<account>',
  region: 'eu-central-1',
  domain: '<domain>',
  certificate: { certificateArn: '<certificate>' },
  vpcCidr: '10.0.0.0/16',
};

const consumer: ConsumerStage = {
  ...common,
  services: [{ name: 'food', account: '<food>', item: 'pizza' }],
  allowedServicePrincipalArns: [],
  protect: true,
};

const service: ServiceStage = {
  ...common,
  dynamoDbPrefixListId: 'pl-66a5400f',
  vpcEndpointIdSecretArn: '<secret>',
  shardCount: 3,
  protect: true,
};

const allOf = <S>(stage: S) => ({ sandbox: stage, dev: stage, prod: stage });
const app = (examples?: unknown) => new App({ context: { examples } });

describe('the stages of an app', () => {
  it.each([undefined, 'false', false])('are its own where examples are %j', (examples) => {
    expect(consumerStagesFor(app(examples), allOf(consumer))).toEqual(allOf(consumer));
    expect(serviceStagesFor(app(examples), 'food', allOf(service))).toEqual(allOf(service));
  });

  it.each(['true', true])('are complete where examples are %j, and else unchanged', (examples) => {
    const consumers = consumerStagesFor(app(examples), allOf(consumer));
    const services = serviceStagesFor(app(examples), 'food', allOf(service));
    expect(JSON.stringify([consumers.prod, services.prod, services.dev])).not.toContain('<');
    expect(services.prod).toMatchObject({ shardCount: 3, protect: true });
    expect(services.sandbox).toBe(service);
    expect(services.dev.account).not.toBe(services.prod.account);
  });
});
