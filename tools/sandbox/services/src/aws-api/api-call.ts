/** One call of an AWS API on its way: who calls, from where, and what the call may use. */
import type { AccountIdentity } from '@sandbox/engine/resource-type';
import type { Trace } from '@sandbox/kernel/trace';
import type { Policy } from '@sandbox/policy/policy';
import type { Caller } from './caller';
import type { WireRequest } from './protocols/protocol';

/** The VPC endpoint that a call comes through. */
export interface CallEndpoint {
  readonly id: string;
  readonly vpcId: string;
  /** The account and Region of the endpoint and its VPC. */
  readonly owner: AccountIdentity;
  readonly policy: Policy;
  /** The caller's private address. */
  readonly sourceIp: string;
}

/** @typeParam Owner what the operation may use of an account: its identity, and single services. */
export interface ApiCall<Owner extends AccountIdentity = AccountIdentity> {
  readonly caller: Caller<Owner>;
  /** The caller's account in the Region that the request is signed for, which may have nothing in it. */
  readonly account: Owner;
  /** Another account in that Region; undefined where no stack is in it. */
  readonly accountOf: (id: string) => Owner | undefined;
  readonly region: string;
  /** Absent where the call comes from outside of a VPC. */
  readonly endpoint?: CallEndpoint | undefined;
  readonly request: WireRequest;
  readonly trace: Trace;
}
