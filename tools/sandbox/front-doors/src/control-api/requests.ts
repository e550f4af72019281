/** The requests that a sandbox has handled, with their traces. */
import type { Traces } from '@sandbox/kernel/traces';
import { failure, localJson, type LocalRoute } from './local-api';

/**
 * `GET /requests` lists requests, newest first (with `refused=true` only refused ones, and at most
 * `limit`); `GET /requests/<id>` returns the trace of one.
 */
export function requestRoutes(traces: Traces): readonly LocalRoute[] {
  return [
    {
      method: 'GET',
      path: /^\/requests$/,
      handle: ({ query }) => {
        const limit = query.get('limit') ?? '100';
        if (!/^[1-9]\d{0,3}$/.test(limit)) {
          return failure(400, `limit must be a whole number from 1 to 9999, got "${limit}"`);
        }
        const refused = query.get('refused') === 'true';
        const requests = traces
          .list({ refused, limit: Number(limit) })
          .map((trace) => ({ ...trace.summary(), refusal: refusalOf(trace.refusal) }));
        return localJson(200, { requests });
      },
    },
    {
      method: 'GET',
      path: /^\/requests\/([^/]+)$/,
      handle: ({ captured: [id = ''] }) => {
        const trace = traces.find(id);
        if (trace) return localJson(200, trace.describe());
        return failure(404, `Unknown request ${id}; only recent requests are kept`);
      },
    },
  ];
}

function refusalOf(hop: { readonly name: string; readonly detail: string } | undefined) {
  return hop && { name: hop.name, detail: hop.detail };
}
