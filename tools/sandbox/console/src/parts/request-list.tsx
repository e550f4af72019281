/** The last requests, newest first. */
import type { RequestSummary } from '@sandbox/front-doors/console/wire';
import { clock, duration, requestParts } from '../model/format';
import { Empty, StatusTag } from './basics';
import { refusedBy } from './caption';

/** The maximum number of rows; older requests can be opened by their IDs. */
const ROWS = 60;

interface Props {
  readonly requests: readonly RequestSummary[];
  readonly selected: string | undefined;
  readonly onSelect: (requestId: string) => void;
}

export function RequestList({ requests, selected, onSelect }: Props) {
  if (requests.length === 0) {
    return (
      <Empty title="No request yet">
        Place an order under <a href="#/orders">Orders</a>, or send one with curl: it shows up here,
        and moves through the diagram.
      </Empty>
    );
  }
  return (
    <ol class="requests">
      {requests.slice(0, ROWS).map((request) => (
        <li key={request.requestId}>
          <button
            type="button"
            class={request.outcome === 'refused' ? 'request refused' : 'request'}
            aria-pressed={request.requestId === selected}
            onClick={() => onSelect(request.requestId)}
          >
            <Row request={request} />
          </button>
        </li>
      ))}
    </ol>
  );
}

function Row({ request }: { readonly request: RequestSummary }) {
  const { method, host, path } = requestParts(request.request);
  const refused = refusedBy(request);
  return (
    <>
      <StatusTag status={request.status} isRefused={request.outcome === 'refused'} />
      <span class="method">{method}</span>
      <span class="target">
        <span class="path">{path}</span> <span class="host">{host}</span>
        {refused !== undefined && <span class="stopped">refused by the {refused}</span>}
      </span>
      <span class="took">{duration(request.ms)}</span>
      <time dateTime={request.startedAt}>{clock(request.startedAt)}</time>
    </>
  );
}
