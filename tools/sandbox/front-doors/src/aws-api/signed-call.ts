/** The context of an AWS API call in its pipeline. */
import type { Trace } from '@sandbox/kernel/trace';
import type { Account } from '@sandbox/services/account';
import type { ApiError } from '@sandbox/services/aws-api/api-error';
import type { Credential } from '@sandbox/services/aws-api/credential';
import type { WireRequest } from '@sandbox/services/aws-api/protocols/protocol';
import type { Service } from './services';

/** A request from a client, parsed as far as possible. */
export interface SignedCall {
  readonly request: WireRequest;
  /**
   * The signer and the service that it is signed for, or the error of an invalid signature header.
   */
  readonly signed: Credential | ApiError;
  readonly service: Service;
  readonly operation: string;
  /** Accounts with all their services, since the operation may be of any of them. */
  readonly accounts: readonly Account[];
  /** The operation authorizes itself, and records the decisions of the policies here. */
  readonly trace: Trace;
}

/** Returns the first value of a header, by its name in lower case. */
export function headerOf({ headers }: WireRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
