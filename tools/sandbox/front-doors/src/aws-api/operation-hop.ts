/** Runs the operation that a caller requests, which authorizes itself. */
import type { Account } from '@sandbox/services/account';
import type { ApiCall } from '@sandbox/services/aws-api/api-call';
import { ApiError } from '@sandbox/services/aws-api/api-error';
import type { Credential } from '@sandbox/services/aws-api/credential';
import type { SignedCall } from './signed-call';

interface Called extends Omit<SignedCall, 'signed'>, Pick<ApiCall<Account>, 'caller' | 'endpoint'> {
  readonly credential: Credential;
}

interface Answered {
  /** In the form of the service's protocol. */
  readonly output: unknown;
}

/** @throws {ApiError} when the service has no such operation, or the operation fails. */
export async function callOperation(context: Called): Promise<Answered> {
  const { request, credential, service, operation } = context;
  const found = service.operations.get(operation);
  if (!found) {
    const name = operation || `${request.method} ${request.url.split('?')[0] ?? ''}`;
    const message = `The sandbox does not support ${credential.service} ${name}`;
    throw new ApiError('unknownOperation', message);
  }
  return { output: await found.answer(service.protocol.inputOf(request), callOf(context)) };
}

function callOf({
  request,
  credential,
  accounts,
  caller,
  endpoint,
  trace,
}: Called): ApiCall<Account> {
  const { region } = credential;
  return {
    caller,
    endpoint,
    account: caller.account.inRegion(region),
    accountOf: (id) => accounts.find((account) => account.id === id)?.inRegion(region),
    region,
    request,
    trace,
  };
}
