/** Handles a client's request by passing it through its hops. */
import type { HttpRequest, HttpResponse } from '@sandbox/kernel/http';
import type { Trace } from '@sandbox/kernel/trace';
import { clientRequestPipeline } from '../pipelines';
import type { ClientRequest, FunctionClient } from './client-request';
import { withRequestId } from './gateway-error-response';

/**
 * Answers a request; undefined where it gets no answer, since its packets are dropped on the way. On
 * AWS the client then waits until it gives up.
 *
 * @param accounts all accounts, since a custom domain name is found wherever it lives.
 * @param functionClient the function that asks. @default a machine in the network of the load balancer
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
