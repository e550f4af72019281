/** Evaluates the network path from a function to the AWS service that it calls. */
import type { CallEndpoint } from '@sandbox/services/aws-api/api-call';
import type { Caller } from '@sandbox/services/aws-api/caller';
import type { Credential } from '@sandbox/services/aws-api/credential';
import { reachability } from '@sandbox/services/ec2/reachability';
import type { AccountWith } from '@sandbox/services/services';
import { passed, passedUntraced, unanswered, type Step } from '../pipeline';

interface Calling {
  /** The service name as in `com.amazonaws.<region>.<service>`, such as `dynamodb`. */
  readonly credential: Pick<Credential, 'service'>;
  readonly caller: Pick<Caller<AccountWith<'ec2'>>, 'account' | 'vpc'>;
}

interface ThroughEndpoint {
  /** Undefined if the call does not pass through an endpoint. */
  readonly endpoint: CallEndpoint | undefined;
}

/**
 * Evaluates a call with the routes and security groups of the function's VPC. Other callers reach
 * every service.
 */
export function functionNetwork({ credential, caller }: Calling): Step<ThroughEndpoint, never> {
  const { vpc } = caller;
  if (!vpc) return passedUntraced({ endpoint: undefined });
  const { ec2 } = caller.account;
  const reached = reachability(ec2, credential.service, vpc);
  const detail = `${reached.via}: ${reached.detail}`;
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
