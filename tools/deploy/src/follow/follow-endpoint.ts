import { ENDPOINT_OUTPUT } from '@cross-account/microservice-construct';
import { NEVER_CREATED } from '../deploy-in-steps';
import type { DeployedStack } from '../stack-status';

/** What {@link followEndpoint} works with. */
export interface Following {
  readonly stackName: string;
  /** Returns the service's deployed stack, or undefined if there is none. */
  readonly deployed: () => Promise<DeployedStack | undefined>;
  /** Returns the ID of the consumer's endpoint. */
  readonly endpointId: () => Promise<string>;
  /** Deploys the service. @returns the exit code */
  readonly deploy: () => Promise<number>;
  /** Called with the result, in one line. */
  readonly print: (line: string) => void;
  /** Also called when the service is deployed again, with the reason. */
  readonly report: (line: string) => void;
}

/**
 * Deploys a service whose API allows another endpoint than the consumer's. A deployment of the consumer may
 * have replaced its endpoint, which changes no file of the service: nothing else would deploy the service,
 * and it would deny every call.
 * @returns the exit code: 0 when the service allows the consumer's endpoint, or is not deployed
 */
export async function followEndpoint(following: Following): Promise<number> {
  const { stackName, print, report } = following;
  const stack = await following.deployed();
  if (stack?.status === undefined || NEVER_CREATED.includes(stack.status)) {
    print(`${stackName} is not deployed: nothing to update.`);
    return 0;
  }
  const allowed = stack.outputs[ENDPOINT_OUTPUT];
  const endpointId = await following.endpointId();
  if (allowed === endpointId) {
    print(`${stackName} allows ${endpointId}, the consumer's endpoint.`);
    return 0;
  }
  const line = `${stackName} allows ${allowed ?? 'an unknown endpoint'}, but the consumer's endpoint is ${endpointId}: redeploying the service.`;
  print(line);
  report(line);
  return following.deploy();
}
