/** One call of an AWS API: its caller, its network path, and the accounts that it can access. */
import type { AccountIdentity } from '@sandbox/engine/resource-type';
import type { Trace } from '@sandbox/kernel/trace';
import type { Policy } from '@sandbox/policy/policy';
import type { Caller } from './caller';
import type { WireRequest } from './protocols/protocol';

/** The VPC endpoint that a call passes through. */
export interface CallEndpoint {
  readonly id: string;
  readonly vpcId: string;
  /** The account and Region of the endpoint and its VPC. */
  readonly owner: AccountIdentity;
  readonly policy: Policy;
  /** The caller's private IP address. */
  readonly sourceIp: string;
}

/**
 * @typeParam Owner the parts of an account that the operation can use: its identity, and some
 *   services.
 */
export interface ApiCall<Owner extends AccountIdentity = AccountIdentity> {
  readonly caller: Caller<Owner>;
  /** The caller's account in the Region that the request is signed for, which may be empty. */
  readonly account: Owner;
  /** Returns another account in that Region; undefined if it has no stack. */
  readonly accountOf: (id: string) => Owner | undefined;
  readonly region: string;
  /** Absent for a call from outside of a VPC. */
  readonly endpoint?: CallEndpoint | undefined;
  readonly request: WireRequest;
  readonly trace: Trace;
}
