import type { ServiceStage } from '../../src/stage';

/** A stage that is complete except for the source of the endpoint's ID. */
export const sourcelessStage: ServiceStage = {
  account: '222222222222',
  region: 'eu-central-1',
  domain: 'orders.example.com',
  certificate: { publicHostedZoneId: 'Z0123456789' },
  vpcCidr: '10.0.0.0/16',
  dynamoDbPrefixListId: 'pl-66a5400f',
  shardCount: 1,
  protect: false,
};

/** The ARN of a consumer's secret. */
export const SECRET_ARN = 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:Shared-AbC123';
