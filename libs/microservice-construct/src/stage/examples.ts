/** A service's stages as a fork would fill them in. */
import { exampleAccount, exampleBase, exampleEndpointId } from '@cross-account/stages';
import type { ExampleOptions } from '@cross-account/stages';
import type { ServiceStage } from './stage';

/** What the consumer's secret holds in the sandbox, where nobody is asked for it. */
export const EXAMPLE_ENDPOINT = 'vpce-0b1c2d3e4f5061728';

/** Returns a stage of the app with its open values filled in. It names the endpoint itself. */
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
