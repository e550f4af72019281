/** From a request to an AWS API's answer: who calls, by which way, which operation, what it says. */
import type { Trace } from '@sandbox/kernel/trace';
import type { Traces } from '@sandbox/kernel/traces';
import type { Account } from '@sandbox/services/account';
import type { ApiCall } from '@sandbox/services/aws-api/api-call';
import { ApiError } from '@sandbox/services/aws-api/api-error';
import type { ApiResponse } from '@sandbox/services/aws-api/api-response';
import { callerOf, type Caller } from '@sandbox/services/aws-api/caller';
import { parseAuthorization, type Credential } from '@sandbox/services/aws-api/credential';
import type { WireRequest } from '@sandbox/services/aws-api/protocols/protocol';
import { throughFunctionNetwork } from './function-network';
import { serviceOf, type Service } from './services';

/** What a call is answered with; `dropped` where its packets get nowhere. */
export type Answer = ApiResponse | 'dropped';

/** Who is told of calls. */
interface Told {
  readonly traces: Traces;
  /** Is told in one line of each call that failed through no fault of its caller. */
  readonly say: (line: string) => void;
}

export async function answerApi(
  request: WireRequest,
  accounts: readonly Account[],
  { traces, say }: Told,
): Promise<Answer> {
  const signed = readCredential(request);
  const name = signed instanceof ApiError ? undefined : signed.service;
  const service = serviceOf(name, request);
  const operation = service.protocol.operationOf(request);
  const trace = traces.begin(
    `${name ?? 'unsigned'}:${operation || `${request.method} ${request.url.split('?')[0]}`}`,
    headerOf(request, 'x-amzn-trace-id'),
  );
  const answered = await answerSigned({
    request,
    signed,
    service,
    operation,
    accounts,
    trace,
    say,
  });
  if (answered !== 'dropped') trace.answered(answered.status);
  return answered;
}

interface Incoming {
  readonly request: WireRequest;
  readonly signed: Credential | ApiError;
  readonly service: Service;
  readonly operation: string;
  readonly accounts: readonly Account[];
  readonly trace: Trace;
  readonly say: (line: string) => void;
}

async function answerSigned(incoming: Incoming): Promise<Answer> {
  const { service, operation, trace } = incoming;
  try {
    const call = callOf(incoming);
    if (call === 'dropped') return 'dropped';
    const output = await answerOperation(incoming, call);
    return service.protocol.success(operation, output, trace.requestId);
  } catch (error) {
    const told = apiErrorOf(error);
    if (told.kind === 'internal') {
      incoming.say(`AWS API ${trace.requestId}, ${operation}: ${stackLine(error)}`);
    }
    return service.protocol.failure(told, trace.requestId);
  }
}

/** @throws {ApiError} when nobody known signed the request. */
function callOf({ request, signed, accounts, trace }: Incoming): ApiCall | 'dropped' {
  if (signed instanceof ApiError) {
    trace.refused('caller', signed.message);
    throw signed;
  }
  const { region } = signed;
  const caller = knownCaller(signed, request, accounts, trace);
  const way = throughFunctionNetwork(caller, signed.service, trace);
  if (way === 'dropped') return way;
  return {
    caller,
    endpoint: way.endpoint,
    account: caller.account.inRegion(region),
    accountOf: (id) => accounts.find((account) => account.id === id)?.inRegion(region),
    region,
    request,
    trace,
  };
}

function knownCaller(
  signed: Credential,
  request: WireRequest,
  accounts: readonly Account[],
  trace: Trace,
): Caller {
  try {
    return callerOf(signed, headerOf(request, 'x-amz-security-token'), accounts);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    trace.refused('caller', `${signed.accessKeyId}: ${reason}`);
    throw error;
  }
}

function answerOperation(incoming: Incoming, call: ApiCall): unknown {
  const { request, signed, service, operation } = incoming;
  const found = service.operations.get(operation);
  if (!found) {
    const name = signed instanceof ApiError ? '' : signed.service;
    const asked = operation || `${request.method} ${request.url.split('?')[0] ?? ''}`;
    throw new ApiError('unknownOperation', `The sandbox does not answer ${name} ${asked}`);
  }
  return found.answer(service.protocol.inputOf(request), call);
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

/** An error with the place that it comes from, in one line. */
function stackLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = /\n\s+(at [^\n]+)/.exec(error.stack ?? '')?.[1] ?? '';
  return `${error.name}: ${error.message.split('\n')[0] ?? ''} ${place}`;
}

function headerOf({ headers }: WireRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
