import type { App } from 'aws-cdk-lib';
import { lambdaBundles } from '@cross-account/cdk-app';
import { platformSource } from '@cross-account/platform';
import { selectStage, stagesOrExamples } from '@cross-account/stages';
import type { StageName } from '@cross-account/stages';
import { ConsumerStack } from './consumer-stack';
import { exampleConsumerStage } from './stage/examples';
import { consumerStage } from './stage/stage';
import type { ConsumerStage } from './stage/stage';
import { stages as ownStages } from './stages';

/**
 * Adds the consumer's stack to the app, for the stage in the context `stage`.
 * @param stages @default the app's own
 * @throws ConfigurationError when the stage has invalid values or placeholders, or a function was not built
 */
export function addConsumerStack(
  app: App,
  stages: Readonly<Record<StageName, ConsumerStage>> = ownStages,
): ConsumerStack {
  const stageFile = {
    stages: stagesOrExamples(app, stages, exampleConsumerStage),
    file: 'apps/consumer-infra/src/stages.ts',
    shared: [platformSource],
  };
  return new ConsumerStack(app, {
    selected: selectStage(app, stageFile, consumerStage),
    bundlesFolder: lambdaBundles('consumer-infra'),
  });
}
