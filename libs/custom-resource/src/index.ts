/**
 * CloudFormation's custom resource protocol, for the Lambda functions that speak it. Knows no AWS
 * SDK and no CDK, since it is bundled into each of those functions.
 */
export * from './custom-resource-handler';
