/** The consumer's stages as a fork would fill them in. */
import { exampleBase, exampleServiceAccount } from '@cross-account/stages';
import type { ExampleOptions, ExampleStageName } from '@cross-account/stages';
import type { ConsumerStage } from './stage';

/** The consumer's account of each example; nothing else uses it. */
const ACCOUNTS: Readonly<Record<ExampleStageName, string>> = {
  dev: '110987654321',
  prod: '210987654321',
};

/** Returns a stage of the app with its open values filled in. */
export function exampleConsumerStage(
  name: ExampleStageName,
  stage: ConsumerStage,
  options: ExampleOptions = {},
): ConsumerStage {
  const services = stage.services.map((service) => {
    return { ...service, account: exampleServiceAccount(name, service.name, options) };
  });
  return {
    ...stage,
    ...exampleBase(name, options.account ?? ACCOUNTS[name]),
    services,
    allowedServicePrincipalArns: services.map(
      (service) => `arn:aws:iam::${service.account}:role/deploy-${service.name}`,
    ),
  };
}
