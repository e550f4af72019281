/** Connects an operation's declaration and its logic: parses requests, and formats responses, as declared. */
import type * as z from 'zod/mini';
import type { ServiceDefinition } from '../../domain/service';
import type { MetricName } from '../../logging/metrics';
import { jsonResponse } from './responses';
import type { Route } from './handler';
import type { Operation } from './operation';
import { readBody, requireJson } from './body';
import { readParameters, type ParametersOf } from './parameters';
import type { HttpRequest } from './request';

/** A request to an operation, parsed as declared. */
export interface OperationRequest<O extends Operation> {
  readonly parameters: ParametersOf<O>;
  /** The parsed body; `undefined` if the operation has none. */
  readonly body: O extends { readonly body: { readonly schema: (service: never) => infer S } }
    ? z.output<S>
    : undefined;
  /** The raw request, for what is not declared. */
  readonly http: HttpRequest;
}

/** The result of an operation that succeeds; the status of the response is declared. */
export interface OperationResult {
  /** The JSON body. @default none, for an operation that returns 204 */
  readonly body?: unknown;
  /** Headers in addition to those of every response. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** The metrics to record. @default none */
  readonly counts?: MetricName;
}

/** The logic of an operation. It may throw an OrderError, a ProblemError or a RequestError. */
export type OperationLogic<O extends Operation> = (
  request: OperationRequest<O>,
) => Promise<OperationResult>;

/** Returns the route of an operation. It throws RequestError for a request that is not as declared, before `run` is called. */
export function operationRoute<O extends Operation>(
  service: ServiceDefinition,
  operation: O,
  run: OperationLogic<O>,
): Route {
  const schema = operation.body?.schema(service);
  return async (http) => {
    if (schema !== undefined) requireJson(http);
    const parameters = readParameters(http, operation);
    const body = schema && readBody(http, schema);
    const { counts, ...answered } = await run({
      parameters,
      body,
      http,
    } as OperationRequest<O>);
    return {
      answer: jsonResponse(operation.success.status, answered.body, answered.headers),
      ...(counts !== undefined && { counts }),
    };
  };
}
