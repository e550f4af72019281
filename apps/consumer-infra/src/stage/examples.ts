/** Example values for the consumer's stages. */
import { exampleAccount, exampleBase } from '@cross-account/stages';
import type { ExampleOptions } from '@cross-account/stages';
import type { ConsumerStage } from './stage';

/** Returns a stage of the app with example values. */
export function exampleConsumerStage(
  name: string,
  stage: ConsumerStage,
  options: ExampleOptions = {},
): ConsumerStage {
  const base = exampleBase(name, exampleAccount(name, 'consumer', options));
  const services = stage.services.map((service) => {
    const account = exampleAccount(name, service.name, options);
    const host = `${service.name}.${base.domain}`;
    const domainNameArn = `arn:aws:apigateway:${base.region}:${account}:/domainnames/${host}+a1b2c3`;
    const isPrivate = service.domainNameArn !== undefined;
    return { ...service, account, ...(isPrivate && { domainNameArn }) };
  });
  return {
    ...stage,
    ...base,
    services,
    allowedServicePrincipalArns: services.map(
      (service) => `arn:aws:iam::${service.account}:role/deploy-${service.name}`,
    ),
  };
}
