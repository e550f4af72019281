import type { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BundledFunction, createApp } from '@cross-account/cdk-app';
import { emptyBundles } from '@cross-account/cdk-app/testing';
import { Microservice, ServiceStack } from '@cross-account/microservice-construct';
import type { ServiceStackProps } from '@cross-account/microservice-construct';
import { defineService } from '@cross-account/orders-domain';
import { defineApi, orderOperations } from '@cross-account/orders-domain/http';
import { plainStage } from './support/order-stack';

const bakery = defineService({ name: 'bakery', items: ['bread', 'roll'] });
const api = defineApi({ service: bakery, operations: [...orderOperations] });

// #region example
class BakeryStack extends ServiceStack {
  constructor(app: App, props: ServiceStackProps) {
    super(app, 'bakery-service', bakery, props);
    const microservice = new Microservice(this, 'Microservice', { api, ...this.settings });

    const exports = new Bucket(this, 'Exports', { enforceSSL: true });
    const nightly = new BundledFunction(this, 'Nightly', {
      bundlesFolder: props.bundlesFolder,
      bundle: 'nightly-export',
      description: 'Writes the orders of a day into a bucket',
      environment: { BUCKET_NAME: exports.bucketName },
    });
    microservice.grantReadOrders(nightly.role);
    exports.grantPut(nightly.role);
    microservice.addAlarm('Busy', {
      metric: microservice.metricRequests(),
      threshold: 10_000,
      meaning: 'far more was ordered in a minute than the ovens hold',
      runbook: 'docs/runbooks/service-latency.md',
    });
  }
}
// #endregion

const bundlesFolder = emptyBundles(...api.operations.map(({ name }) => name), 'nightly-export');

describe('the example of the README', () => {
  it('is a service with a bucket, a function that reads the orders, and an alarm', () => {
    const stack = new BakeryStack(createApp(), {
      selected: { name: 'prod', stage: plainStage, file: 'stages.ts' },
      vpcEndpointId: plainStage.vpcEndpointId ?? '',
      bundlesFolder,
    });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::S3::Bucket', 1);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyName: Match.stringLikeRegexp('Nightly'),
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: Match.arrayWith(['dynamodb:Query']) }),
        ]),
      },
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('than the ovens hold'),
    });
  });
});
