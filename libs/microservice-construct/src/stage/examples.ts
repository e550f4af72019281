/** A service's stages as a fork would fill them in. */
import { exampleBase, exampleServiceAccount } from '@cross-account/stages';
import type { ExampleOptions, ExampleStageName } from '@cross-account/stages';
import type { ServiceStage } from './stage';

/** The consumer's endpoint of each example; nothing else uses it. */
const ENDPOINTS: Readonly<Record<ExampleStageName, string>> = {
  dev: 'vpce-0d1e2f3a4b5c6d7e8',
  prod: 'vpce-0a1b2c3d4e5f60718',
};

/** What the consumer's secret holds in the sandbox, where nobody is asked for it. */
export const EXAMPLE_ENDPOINT = 'vpce-0b1c2d3e4f5061728';

/** Returns a stage of the app with its open values filled in. It names the endpoint itself. */
export function exampleServiceStage(
  name: ExampleStageName,
  serviceName: string,
  stage: ServiceStage,
  options: ExampleOptions = {},
): ServiceStage & { readonly vpcEndpointId: string } {
  const others = Object.entries(stage).filter(([key]) => key !== 'vpcEndpointIdSecretArn');
  return {
    ...(Object.fromEntries(others) as unknown as Omit<ServiceStage, 'vpcEndpointIdSecretArn'>),
    ...exampleBase(name, exampleServiceAccount(name, serviceName, options)),
    vpcEndpointId: ENDPOINTS[name],
  };
}
