/**
 * What the accounts of a stage have in common, written down once. Replace what stands in angle
 * brackets, or have it done: `npx nx g workspace-plugin:configure`.
 */
import type { BaseStage, ServiceStage, StageName } from './stage';

/** Where this file is, from the workspace root, for messages. */
export const PLATFORM_FILE = 'libs/stages/src/platform.ts';

/** Region and domain of every account of a stage. */
export const platform = {
  sandbox: { region: 'eu-central-1', domain: 'orders.localhost' },
  dev: {
    region: 'eu-central-1',
    domain: '<dev domain that you own, such as dev.orders.example.com>',
  },
  prod: {
    region: 'eu-central-1',
    domain: '<prod domain that you own, such as orders.example.com>',
  },
} as const satisfies Record<StageName, Pick<BaseStage, 'region' | 'domain'>>;

/** What every service account of a stage needs to know of its Region and of the consumer. */
type ServicePlatform = Pick<
  ServiceStage,
  'region' | 'domain' | 'dynamoDbPrefixListId' | 'vpcEndpointId' | 'vpcEndpointIdSecretArn'
>;

/** The same for service accounts, with the Region's prefix list and the consumer's endpoint. */
export const servicePlatform = {
  /** The endpoint is the one that the sandbox makes for the consumer. */
  sandbox: {
    ...platform.sandbox,
    dynamoDbPrefixListId: 'pl-66a5400f',
    vpcEndpointId: 'vpce-fc72655fb75dd22ec',
  },
  dev: {
    ...platform.dev,
    dynamoDbPrefixListId: 'pl-66a5400f',
    vpcEndpointIdSecretArn: '<output VpcEndpointIdSecretArn of consumer-infra-dev>',
  },
  prod: {
    ...platform.prod,
    dynamoDbPrefixListId: 'pl-66a5400f',
    vpcEndpointIdSecretArn: '<output VpcEndpointIdSecretArn of consumer-infra-prod>',
  },
} as const satisfies Record<StageName, ServicePlatform>;
