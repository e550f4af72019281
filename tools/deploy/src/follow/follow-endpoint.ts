import { ENDPOINT_OUTPUT } from '@cross-account/microservice-construct';
import { NEVER_STOOD } from '../deploy-in-steps';
import type { DeployedStack } from '../stack-status';

/** What {@link followEndpoint} works with. */
export interface Following {
  readonly stackName: string;
  /** Returns the service's stack as it is deployed, or undefined if there is none. */
  readonly deployed: () => Promise<DeployedStack | undefined>;
  /** Returns the ID of the endpoint that the consumer has. */
  readonly endpointId: () => Promise<string>;
  /** Deploys the service. @returns the exit code */
  readonly deploy: () => Promise<number>;
  /** Called with the finding, in one line. */
  readonly print: (line: string) => void;
  /** Also called when the service is deployed again, with the reason. */
  readonly report: (line: string) => void;
}

/**
 * Deploys a service whose API lets in another endpoint than the one that the consumer has. The
 * consumer's deployment may have replaced it, which changes no file of the service: nothing else would
 * deploy it, and it would refuse every call.
 * @returns the exit code: 0 when the service lets in the consumer's endpoint, or does not stand
 */
export async function followEndpoint(following: Following): Promise<number> {
  const { stackName, print, report } = following;
  const stack = await following.deployed();
  if (stack?.status === undefined || NEVER_STOOD.includes(stack.status)) {
    print(`${stackName} is not deployed: nothing to update.`);
    return 0;
  }
  const named = stack.outputs[ENDPOINT_OUTPUT];
  const endpointId = await following.endpointId();
  if (named === endpointId) {
    print(`${stackName} allows ${endpointId}, the consumer's endpoint.`);
    return 0;
  }
  const line = `${stackName} allows ${named ?? 'an unknown endpoint'}, but the consumer's endpoint is ${endpointId}: redeploying the service.`;
  print(line);
  report(line);
  return following.deploy();
}
