/** The outcome of the highlighted request, in one line. */
import type { RequestSummary } from '@sandbox/front-doors/console/wire';
import { duration, requestParts } from '../model/format';
import { StatusTag } from './basics';

export function Caption({ request }: { readonly request: RequestSummary | undefined }) {
  if (!request) {
    return <p class="caption muted">Deployed; waiting for requests</p>;
  }
  const { method, host, path } = requestParts(request.request);
  const refused = refusedBy(request);
  return (
    <p class="caption">
      <StatusTag status={request.status} isRefused={request.outcome === 'refused'} />
      <span class="caption-request">
        <strong>{method}</strong> {host}
        {path}
      </span>
      {refused === undefined ? (
        <span class="muted">completed in {duration(request.ms)}</span>
      ) : (
        <span class="bad-text">
          refused by the {refused} after {duration(request.ms)}
        </span>
      )}
    </p>
  );
}

/** Returns the hop that refused a request or one of its calls; undefined if none did. */
export function refusedBy({ hops, calls }: RequestSummary): string | undefined {
  const own = hops.find(({ outcome }) => outcome === 'refused');
  const ofCalls = calls.map(refusedBy).find((name) => name !== undefined);
  return ofCalls ?? own?.name;
}
