/** The CDK app of the consumer account. Choose a stage with `-c stage=<name>`. */
import { runApp } from '@cross-account/cdk-app';
import { addConsumerStack } from './consumer-app';

runApp((app) => addConsumerStack(app));
