/** From a signature to whoever made it. */
import { ApiError } from '@sandbox/services/aws-api/api-error';
import { callerOf, type Caller } from '@sandbox/services/aws-api/caller';
import type { Credential } from '@sandbox/services/aws-api/credential';
import { passedUnjudged, refused, type Step } from '../way';
import { headerOf, type SignedCall } from './signed-call';

interface KnownCaller {
  readonly credential: Credential;
  readonly caller: Caller;
}

export function knownCaller({
  request,
  signed,
  accounts,
}: Pick<SignedCall, 'request' | 'signed' | 'accounts'>): Step<KnownCaller, ApiError> {
  if (signed instanceof ApiError) return refused(signed, signed.message);
  try {
    const caller = callerOf(signed, headerOf(request, 'x-amz-security-token'), accounts);
    return passedUnjudged({ credential: signed, caller });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return refused(error, `${signed.accessKeyId}: ${error.message}`);
  }
}
