/** Example values for a service's stages. */
import { exampleAccount, exampleBase, exampleEndpointId } from '@cross-account/stages';
import type { ExampleOptions } from '@cross-account/stages';
import type { ServiceStage } from './stage';

/** The endpoint ID in examples of the stage `sandbox`, which don't read the consumer's secret. */
export const EXAMPLE_ENDPOINT = 'vpce-0b1c2d3e4f5061728';

/** Returns a stage of the app with example values, including the endpoint ID. */
export function exampleServiceStage(
  name: string,
  serviceName: string,
  stage: ServiceStage,
  options: ExampleOptions = {},
): ServiceStage & { readonly vpcEndpointId: string } {
  const others = Object.entries(stage).filter(([key]) => key !== 'vpcEndpointIdSecretArn');
  return {
    ...(Object.fromEntries(others) as unknown as Omit<ServiceStage, 'vpcEndpointIdSecretArn'>),
    ...exampleBase(name, exampleAccount(name, serviceName, options)),
    vpcEndpointId: exampleEndpointId(name),
    ...(stage.consumerAccount !== undefined && {
      consumerAccount: exampleAccount(name, 'consumer', options),
    }),
  };
}
