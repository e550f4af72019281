/** One call of an AWS API on its way: who calls, from where, and what the call may use. */
import type { Trace } from '@sandbox/kernel/trace';
import type { Policy } from '@sandbox/policy/policy';
import type { Account } from '../account';
import type { Caller } from './caller';
import type { WireRequest } from './protocols/protocol';

/** The VPC endpoint that a call comes through. */
export interface CallEndpoint {
  readonly id: string;
  readonly vpcId: string;
  readonly policy: Policy;
  /** The caller's private address. */
  readonly sourceIp: string;
}

export interface ApiCall {
  readonly caller: Caller;
  /** The caller's account in the Region that the request is signed for, which may have nothing in it. */
  readonly account: Account;
  /** Another account in that Region; undefined where no stack is in it. */
  readonly accountOf: (id: string) => Account | undefined;
  readonly region: string;
  /** Absent where the call comes from outside of a VPC. */
  readonly endpoint?: CallEndpoint | undefined;
  readonly request: WireRequest;
  readonly trace: Trace;
}
