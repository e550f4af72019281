/** From a function's network to the AWS service that it calls. */
import type { CallEndpoint } from '@sandbox/services/aws-api/api-call';
import type { Caller } from '@sandbox/services/aws-api/caller';
import type { Credential } from '@sandbox/services/aws-api/credential';
import { reachability } from '@sandbox/services/ec2/reachability';
import type { AccountWith } from '@sandbox/services/services';
import { passed, passedUnjudged, unanswered, type Step } from '../way';

interface Calling {
  /** The service as in the endpoints' service names, such as `dynamodb`. */
  readonly credential: Pick<Credential, 'service'>;
  readonly caller: Pick<Caller<AccountWith<'ec2'>>, 'account' | 'vpc'>;
}

interface ThroughEndpoint {
  /** Undefined where the call takes another way. */
  readonly endpoint: CallEndpoint | undefined;
}

/**
 * Judges a call by the routes and security groups of the function's VPC. Callers elsewhere reach every
 * service.
 */
export function functionNetwork({ credential, caller }: Calling): Step<ThroughEndpoint, never> {
  const { vpc } = caller;
  if (!vpc) return passedUnjudged({ endpoint: undefined });
  const { ec2 } = caller.account;
  const reached = reachability(ec2, credential.service, vpc);
  const detail = `${reached.way}: ${reached.detail}`;
  const decision = () => reached.decision();
  if (!reached.allowed) return unanswered(detail, decision);
  const [subnetId] = vpc.subnetIds;
  if (!reached.endpoint || subnetId === undefined) {
    return passed({ endpoint: undefined }, detail, decision);
  }
  const { id, vpcId, policy } = reached.endpoint;
  const sourceIp = ec2.functionAddress(subnetId, vpc);
  const endpoint = { id, vpcId, policy, owner: caller.account, sourceIp };
  return passed({ endpoint }, detail, decision);
}
