/** The consumer's stages as a fork would fill them in. */
import { exampleAccount, exampleBase } from '@cross-account/stages';
import type { ExampleOptions } from '@cross-account/stages';
import type { ConsumerStage } from './stage';

/** Returns a stage of the app with its open values filled in. */
export function exampleConsumerStage(
  name: string,
  stage: ConsumerStage,
  options: ExampleOptions = {},
): ConsumerStage {
  const services = stage.services.map((service) => {
    return { ...service, account: exampleAccount(name, service.name, options) };
  });
  return {
    ...stage,
    ...exampleBase(name, exampleAccount(name, 'consumer', options)),
    services,
    allowedServicePrincipalArns: services.map(
      (service) => `arn:aws:iam::${service.account}:role/deploy-${service.name}`,
    ),
  };
}
