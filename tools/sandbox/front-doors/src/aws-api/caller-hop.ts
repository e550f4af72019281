/** Finds the principal that signed a request. */
import type { AccountIdentity } from '@sandbox/engine/resource-type';
import { principalName } from '@sandbox/policy/principal';
import { ApiError } from '@sandbox/services/aws-api/api-error';
import { callerOf, type Caller, type SigningAccount } from '@sandbox/services/aws-api/caller';
import type { Credential } from '@sandbox/services/aws-api/credential';
import { passedUntraced, refused, type Step } from '../pipeline';
import { headerOf, type SignedCall } from './signed-call';

interface KnownCaller<Owner extends AccountIdentity> {
  readonly credential: Credential;
  readonly caller: Caller<Owner>;
}

export function knownCaller<Owner extends SigningAccount<Owner>>({
  request,
  signed,
  accounts,
  trace,
}: Pick<SignedCall, 'request' | 'signed' | 'trace'> & {
  readonly accounts: readonly Owner[];
}): Step<KnownCaller<Owner>, ApiError> {
  if (signed instanceof ApiError) return refused(signed, signed.message);
  try {
    const caller = callerOf(signed, headerOf(request, 'x-amz-security-token'), accounts);
    trace.calledBy(principalName(caller.principal));
    return passedUntraced({ credential: signed, caller });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return refused(error, `${signed.accessKeyId}: ${error.message}`);
  }
}
