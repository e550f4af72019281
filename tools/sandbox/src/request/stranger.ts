/** Requests that no client in the consumer's network sends: they end before they reach anything. */
import type { IncomingMessage } from 'node:http';
import type { Account } from '../account';
import { executeApiName } from '../services/apigateway/execute-api-name';
import { foreignPageReason, isLocalHost } from '../strangers';
import { json, type HttpRequest, type HttpResponse } from './http';
import type { Trace } from './trace';

/**
 * Returns what a request is refused with that a web page of elsewhere has sent, or that is for a host
 * which is none of the network's: that gets what a load balancer answers where no rule fits. Undefined
 * for others.
 */
export function answerToStranger(
  incoming: Pick<IncomingMessage, 'headersDistinct'>,
  { host, name }: Pick<HttpRequest, 'host' | 'name'>,
  accounts: readonly Account[],
  trace: Trace,
): HttpResponse | undefined {
  const page = foreignPageReason(incoming);
  if (page !== undefined) {
    trace.refused('caller', page);
    return json(403, { message: `The sandbox does not answer this request: ${page}` });
  }
  const unknown = [host, name].find((each) => !isKnown(each, accounts));
  if (unknown === undefined) return undefined;
  trace.refused('Route 53', `${unknown} is no name of the network, nor of this machine`);
  return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not Found' };
}

function isKnown(name: string, accounts: readonly Account[]): boolean {
  if (isLocalHost(name) || executeApiName(name)) return true;
  return accounts.some(
    ({ route53, apigateway }) =>
      route53.resolve(name) !== undefined || apigateway.hasDomainName(name),
  );
}
