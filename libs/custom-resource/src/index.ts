/**
 * CloudFormation's custom resource protocol, for Lambda functions. Depends on neither the AWS SDK nor CDK,
 * since it is bundled into each of these functions.
 */
export * from './custom-resource-handler';
