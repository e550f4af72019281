/** The context of an AWS API call in its pipeline. */
import type { Trace } from '@sandbox/kernel/trace';
import type { Account } from '@sandbox/services/account';
import type { ApiError } from '@sandbox/services/aws-api/api-error';
import type { Credential } from '@sandbox/services/aws-api/credential';
import type { WireRequest } from '@sandbox/services/aws-api/protocols/protocol';
import type { Service } from './services';

/** As it comes from the client, read as far as it could be. */
export interface SignedCall {
  readonly request: WireRequest;
  /** Who signed it for which service, or why nobody can tell. */
  readonly signed: Credential | ApiError;
  readonly service: Service;
  readonly operation: string;
  /** Whole accounts: an operation belongs to any of their services. */
  readonly accounts: readonly Account[];
  /** The operation authorizes itself, and writes there what its policies say. */
  readonly trace: Trace;
}

/** Returns the first value of a header, by its name in lower case. */
export function headerOf({ headers }: WireRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
