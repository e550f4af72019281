/**
 * The networks on both sides and how the accounts find each other: the consumer's way to the
 * private APIs, the isolated network of a service, and what a CDK app needs to know of its stage.
 */
export { acknowledgeLogEncryption, acknowledgeOwnPolicies } from './acknowledgements';
export * from './consumer/access-log-bucket';
export * from './consumer/client-instance';
export * from './consumer/consumer-vpc';
export * from './consumer/endpoint-addresses';
export * from './consumer/execute-api-endpoint';
export * from './consumer/internal-load-balancer';
export * from './consumer/load-balancer-alarms';
export * from './consumer/service-dns';
export * from './consumer/shared-endpoint-id';
export * from './consumer/smoke-test';
export * from './lambda/bundled-function';
export { emptyBundles } from './lambda/empty-bundles';
export { lambdaBundles } from './lambda/lambda-bundle';
export * from './service/isolated-service-vpc';
export * from './stage/configuration-error';
export * from './stage/deployed-stage';
export { findVpcEndpointId } from './stage/find-vpc-endpoint-id';
export { platform, servicePlatform } from './stage/platform';
export type { SecretReader } from './stage/read-secret';
export * from './stage/run-app';
export { selectStage, stageNamed } from './stage/select-stage';
export type { SelectedStage, StageFile } from './stage/select-stage';
export * from './stage/stage';
export * from './stage/stage-certificate';
export { consumerStageChecks, environmentChecks, serviceStageChecks } from './stage/stage-checks';
export type { StageChecks, StageEnvironment } from './stage/stage-checks';
export * from './stage/stage-stack';
export * from './stage/example-values';
export * from './testing/example-stages';
export * from './vpc/closed-default-security-group';
export * from './vpc/vpc-flow-log';
