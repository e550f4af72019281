/** Between a call's declaration and its function: reads what was declared, answers as was declared. */
import type * as z from 'zod/mini';
import type { ServiceDefinition } from '../../domain/service';
import type { MetricName } from '../../logging/metrics';
import { jsonResponse } from './responses';
import type { Route } from './handler';
import type { Operation } from './operation';
import { readBody, requireJson } from './body';
import { readParameters, type ParametersOf } from './parameters';
import type { HttpRequest } from './request';

/** A request to a call, read as the call is declared. */
export interface OperationRequest<O extends Operation> {
  readonly parameters: ParametersOf<O>;
  /** The parsed body; `undefined` where the call takes none. */
  readonly body: O extends { readonly body: { readonly schema: (service: never) => infer S } }
    ? z.output<S>
    : undefined;
  /** The request as it came, for what is not declared. */
  readonly http: HttpRequest;
}

/** What a call answers when it succeeds; its status is that of the declaration. */
export interface OperationResult {
  /** JSON. @default none, for a call that answers 204 */
  readonly body?: unknown;
  /** Headers beyond those of every answer. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** What is to be counted. @default nothing */
  readonly counts?: MetricName;
}

/** What a call does. It may throw an OrderError, a ProblemError or a RequestError. */
export type OperationLogic<O extends Operation> = (
  request: OperationRequest<O>,
) => Promise<OperationResult>;

/** The route of a call: throws RequestError before `run` sees a request that is not as declared. */
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
