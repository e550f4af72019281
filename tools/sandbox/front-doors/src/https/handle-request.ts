/** Runs a client's request through its pipeline. */
import type { HttpRequest, HttpResponse } from '@sandbox/kernel/http';
import type { Trace } from '@sandbox/kernel/trace';
import { clientRequestPipeline } from '../pipelines';
import type { ClientRequest, FunctionClient } from './client-request';
import { withRequestId } from './gateway-error-response';

/**
 * Returns the response to a request; undefined if its packets are dropped on the network path, so that the client
 * times out as on AWS.
 *
 * @param accounts all accounts, since names and APIs may be in any of them.
 * @param functionClient the function that sends the request. @default a client in the load balancer's VPC
 */
export async function handleRequest(
  request: HttpRequest,
  accounts: ClientRequest['accounts'],
  trace: Trace,
  functionClient?: FunctionClient,
): Promise<HttpResponse | undefined> {
  const ended = await clientRequestPipeline.run(
    { request, accounts, functionClient, identity: trace },
    trace,
  );
  if (ended.outcome === 'unanswered') return undefined;
  if (ended.outcome === 'refused') return ended.refusal;
  return withRequestId(ended.context.response, trace);
}
