/**
 * `-c examples=true`: synthesizes `dev` and `prod` with example values, so that their templates can
 * be looked at and compared where there are neither accounts nor credentials.
 */
import type { App } from 'aws-cdk-lib';
import { exampleConsumerStage, exampleServiceStage } from './example-stages';
import type { ConsumerStage, ServiceStage, StageName } from './stage';

type Stages<S> = Readonly<Record<StageName, S>>;

/** The consumer's stages, or their examples where `-c examples=true` asks for them. */
export function consumerStagesFor(app: App, stages: Stages<ConsumerStage>): Stages<ConsumerStage> {
  if (!asksForExamples(app)) return stages;
  return {
    sandbox: stages.sandbox,
    dev: exampleConsumerStage('dev', stages.dev),
    prod: exampleConsumerStage('prod', stages.prod),
  };
}

/** A service's stages, or their examples where `-c examples=true` asks for them. */
export function serviceStagesFor(
  app: App,
  serviceName: string,
  stages: Stages<ServiceStage>,
): Stages<ServiceStage> {
  if (!asksForExamples(app)) return stages;
  return {
    sandbox: stages.sandbox,
    dev: exampleServiceStage('dev', serviceName, stages.dev),
    prod: exampleServiceStage('prod', serviceName, stages.prod),
  };
}

function asksForExamples(app: App): boolean {
  const asked: unknown = app.node.tryGetContext('examples');
  return asked === true || asked === 'true';
}
