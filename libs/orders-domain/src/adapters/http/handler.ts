/** The common part of all functions: parses the event, maps errors to responses, and logs one line per request. */
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { Logger } from '../../logging/logger';
import type { MetricName, MetricValues } from '../../logging/metrics';
import { codeOf, errorResponse } from './responses';
import { readRequest, type HttpRequest } from './request';

/** The part of Lambda's context that is used. */
export interface InvocationContext {
  readonly awsRequestId: string;
}

/** A Lambda handler behind API Gateway's proxy integration. It never throws. */
export type HttpHandler = (
  event: APIGatewayProxyEvent,
  context: InvocationContext,
) => Promise<APIGatewayProxyResult>;

/** The response of a route, and its metrics. */
export interface RouteResult {
  readonly answer: APIGatewayProxyResult;
  readonly counts?: MetricName;
}

/** Handles requests to one operation; it may throw. */
export type Route = (request: HttpRequest) => Promise<RouteResult>;

/** Returns the Lambda handler of a route. */
export function httpHandler(logger: Logger, route: Route): HttpHandler {
  let coldStart = true;
  return async (event, context: InvocationContext | undefined) => {
    const startedAt = performance.now();
    const request = readRequest(event);
    const { answer, counts, error } = await answerOf(route, request);
    const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
    const metrics: MetricValues = { Latency: durationMs, ...(counts ? { [counts]: 1 } : {}) };
    logger.log(levelOf(answer.statusCode), 'request answered', {
      requestId: request.requestId,
      lambdaRequestId: context?.awsRequestId,
      traceId: request.header('x-amzn-trace-id')[0],
      method: request.method,
      resource: request.resource,
      status: answer.statusCode,
      coldStart,
      durationMs,
      ...(error === undefined ? {} : { code: codeOf(error), ...faultOf(answer.statusCode, error) }),
      metrics,
    });
    coldStart = false;
    return answer;
  };
}

interface Outcome extends RouteResult {
  readonly error?: unknown;
}

async function answerOf(route: Route, request: HttpRequest): Promise<Outcome> {
  try {
    return await route(request);
  } catch (error) {
    return { answer: errorResponse(error, request.requestId), error };
  }
}

function levelOf(status: number) {
  return status >= 500 ? 'error' : 'info';
}

/** Logs a stack trace for internal errors only. */
function faultOf(status: number, error: unknown): { error?: unknown } {
  return status >= 500 ? { error } : {};
}
