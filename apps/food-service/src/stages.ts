/** Where the food service lives, stage by stage. Replace what stands in angle brackets. */
import type { ServiceStage, StageName } from '@cross-account/networking';

export const stages = {
  /** Runs on a laptop; account and endpoint are made up. */
  sandbox: {
    account: '222222222222',
    region: 'eu-central-1',
    domain: 'orders.localhost',
    certificate: {
      certificateArn:
        'arn:aws:acm:eu-central-1:222222222222:certificate/00000000-0000-4000-8000-000000000000',
    },
    vpcCidr: '10.0.0.0/16',
    dynamoDbPrefixListId: 'pl-66a5400f',
    vpcEndpointId: 'vpce-fc72655fb75dd22ec',
    shardCount: 2,
    protect: false,
  },
  dev: {
    account: '<dev food account id>',
    region: 'eu-central-1',
    domain: '<dev domain that you own, such as dev.orders.example.com>',
    certificate: {
      certificateArn: '<ARN of an ACM certificate for food.<domain> in the dev food account>',
    },
    vpcCidr: '10.0.0.0/16',
    dynamoDbPrefixListId: 'pl-66a5400f',
    vpcEndpointIdSecretArn: '<output VpcEndpointIdSecretArn of consumer-infra-dev>',
    shardCount: 1,
    bootstrap: { executionPolicies: ['order-service-execution'] },
    protect: false,
  },
  prod: {
    account: '<prod food account id>',
    region: 'eu-central-1',
    domain: '<prod domain that you own, such as orders.example.com>',
    certificate: {
      certificateArn: '<ARN of an ACM certificate for food.<domain> in the prod food account>',
    },
    vpcCidr: '10.0.0.0/16',
    dynamoDbPrefixListId: 'pl-66a5400f',
    vpcEndpointIdSecretArn: '<output VpcEndpointIdSecretArn of consumer-infra-prod>',
    shardCount: 4,
    customerManagedKey: true,
    bootstrap: { executionPolicies: ['order-service-execution'] },
    flowLogs: true,
    protect: true,
  },
} as const satisfies Record<StageName, ServiceStage>;
