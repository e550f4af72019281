import { Template } from 'aws-cdk-lib/assertions';
import { createApp } from '@cross-account/cdk-app';
import type { DeployedStageName, ExampleOptions } from '@cross-account/stages';
import { addConsumerStack } from '../../src/consumer-app';
import { exampleConsumerStage } from '../../src/stage/examples';
import type { ConsumedService, ConsumerStage } from '../../src/stage/stage';
import { stages } from '../../src/stages';

/** Returns the template of the consumer in the stage `sandbox`, with changes. */
export function synth(change: Partial<ConsumerStage> = {}) {
  const app = createApp({ stage: 'sandbox' });
  const stack = addConsumerStack(app, { ...stages, sandbox: { ...stages.sandbox, ...change } });
  return { app, stack, template: Template.fromStack(stack) };
}

/** Returns a service with a private custom domain name. */
export function withDomainName(service: ConsumedService): ConsumedService {
  const { region, domain } = stages.sandbox;
  const { account, name } = service;
  const place = `arn:aws:apigateway:${region}:${account}:/domainnames`;
  return { ...service, domainNameArn: `${place}/${name}.${domain}+a1b2c3d4e5` };
}

/** Returns the template of a stage, with example values instead of placeholders. */
export function synthExample(name: DeployedStageName, options: ExampleOptions = {}): Template {
  const app = createApp({ stage: name });
  const example = exampleConsumerStage(name, stages[name], options);
  return Template.fromStack(addConsumerStack(app, { ...stages, [name]: example }));
}
