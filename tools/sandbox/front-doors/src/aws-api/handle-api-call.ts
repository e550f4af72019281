/** Handles a call of an AWS API by passing it through its hops. */
import type { Traces } from '@sandbox/kernel/traces';
import type { Account } from '@sandbox/services/account';
import { ApiError } from '@sandbox/services/aws-api/api-error';
import type { ApiResponse } from '@sandbox/services/aws-api/api-response';
import { parseAuthorization, type Credential } from '@sandbox/services/aws-api/credential';
import type { WireRequest } from '@sandbox/services/aws-api/protocols/protocol';
import { apiCallPipeline } from '../pipelines';
import { serviceOf } from './services';
import { headerOf, type SignedCall } from './signed-call';

/** The response to a call; `dropped` if its packets are dropped on the network path. */
export type ApiCallResult = ApiResponse | 'dropped';

interface ApiCallProps {
  readonly traces: Traces;
  /** Called with one line about each call that failed with an internal error. */
  readonly print: (line: string) => void;
}

/** Returns the response to an AWS API call, and records its trace. */
export async function handleApiCall(
  request: WireRequest,
  accounts: readonly Account[],
  { traces, print }: ApiCallProps,
): Promise<ApiCallResult> {
  const signed = readCredential(request);
  const name = signed instanceof ApiError ? undefined : signed.service;
  const service = serviceOf(name, request);
  const operation = service.protocol.operationOf(request);
  const trace = traces.begin(
    `${name ?? 'unsigned'}:${operation || `${request.method} ${request.url.split('?')[0]}`}`,
    headerOf(request, 'x-amzn-trace-id'),
  );
  const call: SignedCall = { request, signed, service, operation, accounts, trace };
  const answered = await runPipeline(call, print);
  if (answered !== 'dropped') trace.answered(answered.status);
  return answered;
}

async function runPipeline(call: SignedCall, print: ApiCallProps['print']): Promise<ApiCallResult> {
  const { operation, trace } = call;
  const { protocol } = call.service;
  try {
    const ended = await apiCallPipeline.run(call, trace);
    if (ended.outcome === 'unanswered') return 'dropped';
    if (ended.outcome === 'refused') throw ended.refusal;
    return protocol.success(operation, ended.context.output, trace.requestId);
  } catch (error) {
    const apiError = apiErrorOf(error);
    if (apiError.kind === 'internal') {
      print(`AWS API ${trace.requestId}, ${operation}: ${stackLine(error)}`);
    }
    return protocol.failure(apiError, trace.requestId);
  }
}

function readCredential(request: WireRequest): Credential | ApiError {
  try {
    return parseAuthorization(request.headers.authorization);
  } catch (error) {
    return apiErrorOf(error);
  }
}

function apiErrorOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError('internal', error instanceof Error ? error.message : String(error));
}

/** Returns an error and the location that it was thrown at, in one line. */
function stackLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = /\n\s+(at [^\n]+)/.exec(error.stack ?? '')?.[1] ?? '';
  return `${error.name}: ${error.message.split('\n')[0] ?? ''} ${place}`;
}
