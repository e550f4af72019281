import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { emptyBundles } from '@cross-account/cdk-app/testing';
import { exampleConsumerStage } from '@cross-account/stages';
import type { ConsumerStage, ExampleStageName } from '@cross-account/stages';
import { ConsumerStack } from '../../src/consumer-stack';
import { stages } from '../../src/stages';

const bundlesFolder = emptyBundles('endpoint-addresses', 'smoke-test');

/** The sandbox's consumer, with some of its stage changed. */
export function synth(change: Partial<ConsumerStage> = {}) {
  const stage: ConsumerStage = { ...stages.sandbox, ...change };
  const app = new App();
  const selected = { name: 'sandbox', stage, file: 'stages.ts' } as const;
  const stack = new ConsumerStack(app, { selected, bundlesFolder });
  return { app, stack, template: Template.fromStack(stack) };
}

/** The configuration of a stage as it is, with a fork's values in the place of the placeholders. */
export function synthExample(name: ExampleStageName, options: { account?: string } = {}): Template {
  const stage = exampleConsumerStage(name, stages[name], options);
  const selected = { name, stage, file: 'stages.ts' } as const;
  return Template.fromStack(new ConsumerStack(new App(), { selected, bundlesFolder }));
}
