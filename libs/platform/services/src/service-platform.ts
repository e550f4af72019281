/**
 * Values that the service accounts of a stage share. Replace the values in angle brackets, manually or with
 * `npx nx g workspace-plugin:configure`.
 */
import { platform, platformSource } from '@cross-account/platform';
import type { SharedValues, StageName } from '@cross-account/stages';

/** Region and domain, with the Region's prefix list of DynamoDB and the secret with the endpoint's ID. */
export const servicePlatform = {
  /** The ARN that the consumer's secret has in the sandbox. */
  sandbox: {
    ...platform.sandbox,
    dynamoDbPrefixListId: 'pl-66a5400f',
    vpcEndpointIdSecretArn:
      'arn:aws:secretsmanager:eu-central-1:111111111111:secret:SharedEndpointIdSecret6FE28620-dfc51a05e788-dfc51a',
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
} as const satisfies Record<StageName, Readonly<Record<string, string>>>;

const servicePlatformSource: SharedValues = {
  file: 'libs/platform/services/src/service-platform.ts',
  values: servicePlatform,
};

/** The sources of shared values in the stages of services, for messages. */
export const servicePlatformSources = [platformSource, servicePlatformSource] as const;
