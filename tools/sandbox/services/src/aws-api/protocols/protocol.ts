/** The wire format of operations, inputs, outputs and errors in an AWS protocol. */
import type { IncomingHttpHeaders } from 'node:http';
import type { ApiError, CommonError, ServiceError } from '../api-error';
import type { ApiResponse } from '../api-response';

/** A received request in any protocol. */
export interface WireRequest {
  readonly method: string;
  /** The path and query, as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Protocol {
  /** Returns the operation of a request; empty if it has none. */
  operationOf(request: WireRequest): string;
  /**
   * Returns the operation's input.
   *
   * @throws {ApiError} when the request can't be parsed.
   */
  inputOf(request: WireRequest): unknown;
  success(operation: string, output: unknown, requestId: string): ApiResponse;
  failure(error: ApiError, requestId: string): ApiResponse;
}

/** A protocol's codes and statuses for the errors that all services share. */
export type CommonErrors = Readonly<Record<CommonError, Required<Omit<ServiceError, 'members'>>>>;

/** Returns an error's code, status and further members in a protocol. */
export function named({ kind }: ApiError, common: CommonErrors): Required<ServiceError> {
  if (typeof kind === 'string') return { ...common[kind], members: {} };
  return { status: 400, members: {}, ...kind };
}
