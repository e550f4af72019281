/** Refuses requests of foreign web pages, which no client in the consumer's network sends. */
import type { IncomingMessage } from 'node:http';
import { foreignPageReason } from '@sandbox/kernel/foreign-requests';
import { json, type HttpResponse } from '@sandbox/kernel/http';
import type { Trace } from '@sandbox/kernel/trace';

/**
 * Returns a 403 for a request sent by a page of a foreign origin; undefined for any other. Host names are
 * left to the load balancer's rules, as on AWS: an unknown name gets the default action, and a page of such
 * a name fails at the certificate before that.
 */
export function refuseForeignPage(
  incoming: Pick<IncomingMessage, 'headersDistinct'>,
  trace: Trace,
): HttpResponse | undefined {
  const page = foreignPageReason(incoming);
  if (page === undefined) return undefined;
  trace.refused('caller', page);
  return json(403, { message: `The sandbox refuses this request: ${page}` });
}
