/** Requests that no client in the consumer's network sends: they end before they reach anything. */
import type { IncomingMessage } from 'node:http';
import { foreignPageReason } from '@sandbox/kernel/strangers';
import { json, type HttpResponse } from '@sandbox/kernel/http';
import type { Trace } from '@sandbox/kernel/trace';

/**
 * Returns what a request is refused with that a web page of elsewhere has sent; undefined for others. Which
 * host names lead somewhere is decided by the load balancer's rules, as on AWS: a name that none of them
 * has gets the default answer, and a page of such a name fails at the certificate before that.
 */
export function answerToStranger(
  incoming: Pick<IncomingMessage, 'headersDistinct'>,
  trace: Trace,
): HttpResponse | undefined {
  const page = foreignPageReason(incoming);
  if (page === undefined) return undefined;
  trace.refused('caller', page);
  return json(403, { message: `The sandbox refuses this request: ${page}` });
}
