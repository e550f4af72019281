/** The CDK app of the consumer account. Choose a stage with `-c stage=<name>`. */
import { consumerStageChecks, consumerStagesFor, selectStage } from '@cross-account/stages';
import { lambdaBundles, runApp } from '@cross-account/cdk-app';
import { ConsumerStack } from './consumer-stack';
import { stages } from './stages';

runApp((app) => {
  const file = 'apps/consumer-infra/src/stages.ts';
  new ConsumerStack(app, {
    selected: selectStage(app, consumerStagesFor(app, stages), file, consumerStageChecks),
    bundlesFolder: lambdaBundles('consumer-infra'),
  });
});
