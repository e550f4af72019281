/** How an AWS protocol puts operations, inputs, results and errors on the wire. */
import type { IncomingHttpHeaders } from 'node:http';
import type { ApiError, CommonError, ServiceError } from '../api-error';
import type { ApiResponse } from '../api-response';

/** A request as it came, whatever protocol it is of. */
export interface WireRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Protocol {
  /** The operation that a request names; empty where it names none. */
  operationOf(request: WireRequest): string;
  /**
   * The operation's input.
   *
   * @throws {ApiError} when the request can't be read.
   */
  inputOf(request: WireRequest): unknown;
  success(operation: string, output: unknown, requestId: string): ApiResponse;
  failure(error: ApiError, requestId: string): ApiResponse;
}

/** What a protocol calls the errors that all services share. */
export type CommonErrors = Readonly<Record<CommonError, Required<Omit<ServiceError, 'members'>>>>;

/** An error's code, status and further members in a protocol. */
export function named({ kind }: ApiError, common: CommonErrors): Required<ServiceError> {
  if (typeof kind === 'string') return { ...common[kind], members: {} };
  return { status: 400, members: {}, ...kind };
}
