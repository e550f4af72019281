/** The placeholders of a stage's values that only its owner knows, until `configure` sets them. */

/** The name of the consumer's app in placeholders. Services have their own names. */
export const CONSUMER = 'consumer';

/**
 * Returns the placeholder of a value by its key, for an app in a stage. The checks of stages reject all of
 * them.
 */
export const placeholders = {
  domain: (stage: string) => `<${stage} domain that you own, such as ${stage}.orders.example.com>`,
  vpcEndpointIdSecretArn: (stage: string) =>
    `<output VpcEndpointIdSecretArn of consumer-infra-${stage}>`,
  account: (stage: string, app: string) => `<${stage} ${app} account id>`,
  certificateArn: (stage: string, app: string) =>
    `<ARN of an ACM certificate for ${app === CONSUMER ? '*' : app}.<domain> in the ${stage} ${app} account>`,
  alarmTopicArn: (stage: string, app: string) =>
    `<ARN of the SNS topic that alarms notify in the ${stage} ${app} account>`,
  deployer: (stage: string, app: string) =>
    `<ARN of the role that deploys ${app}-service to ${stage}>`,
} as const;
