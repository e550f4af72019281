/**
 * One request: why it was refused, each hop with its time, and the request and response themselves.
 */
import { useState } from 'preact/hooks';
import type {
  Exchange,
  RequestDetail as Detail,
  SendRequest,
} from '@sandbox/front-doors/console/wire';
import type { HopDescription, TraceDescription } from '@sandbox/kernel/trace';
import { curlOf } from '../model/curl';
import { clock, duration, pretty } from '../model/format';
import { linkTo } from '../model/router';
import { sendRequest, useServer } from '../model/server';
import { useStore } from '../model/store';
import { Code, Empty, Load, StatusTag, Tabs } from './basics';
import { Refusal, refusalOf, DecisionDetails } from './decision-details';

type Tab = 'trace' | 'raw' | 'curl';

const TABS = [
  { id: 'trace', title: 'Trace' },
  { id: 'raw', title: 'Request and response' },
  { id: 'curl', title: 'curl' },
] as const;

export function RequestDetail({ requestId }: { readonly requestId: string | undefined }) {
  const loaded = useServer<Detail>(requestId && `/requests/${requestId}`);
  if (requestId === undefined) {
    return (
      <Empty title="No request is selected">
        The newest one is shown here as soon as there is one.
      </Empty>
    );
  }
  return <Load of={loaded}>{(detail) => <Shown key={requestId} detail={detail} />}</Load>;
}

function Shown({ detail: { trace, exchange, code } }: { readonly detail: Detail }) {
  const [tab, setTab] = useState<Tab>('trace');
  const refusal = refusalOf(trace);
  return (
    <article class="detail" aria-label={trace.request}>
      <header class="detail-head">
        <div>
          <h3 class="detail-title">{trace.request}</h3>
          <p class="muted">
            <StatusTag status={trace.status} isRefused={trace.outcome === 'refused'} />{' '}
            {duration(trace.ms)} · {clock(trace.startedAt)} · <code>{trace.requestId}</code>
          </p>
        </div>
        {exchange && <Replay requestId={trace.requestId} exchange={exchange} />}
      </header>
      {refusal && <Refusal hop={refusal} code={code} />}
      <Tabs label="Details of the request" tabs={TABS} current={tab} onChange={setTab} />
      {tab === 'trace' && <TraceView trace={trace} code={code} />}
      {tab === 'raw' && <Raw exchange={exchange} />}
      {tab === 'curl' && <Curl exchange={exchange} />}
    </article>
  );
}

/** Replays a request unchanged and shows the trace of the replay, or opens it in the form for editing. */
function Replay({
  requestId,
  exchange,
}: {
  readonly requestId: string;
  readonly exchange: Exchange;
}) {
  const [status, setStatus] = useState('');
  const { isPartial } = exchange.request.body;
  const replay = async () => {
    setStatus('Sending…');
    try {
      const { requestId: sent, error = 'No response' } = await sendRequest(requestOf(exchange));
      if (sent === undefined) setStatus(error);
      else location.hash = linkTo('live', sent);
    } catch (error) {
      setStatus((error as Error).message);
    }
  };
  return (
    <div class="actions">
      <span role="status" class="muted">
        {status}
      </span>
      <button
        type="button"
        onClick={() => void replay()}
        disabled={isPartial}
        title={isPartial ? 'Its body was too large to record' : 'Sends the same request again'}
      >
        Replay
      </button>
      <a class="button" href={linkTo('orders', 'replay', requestId)}>
        Edit
      </a>
    </div>
  );
}

/** Returns the request to send again. */
export function requestOf({ request }: Exchange): SendRequest {
  const { method, host, path, headers, body } = request;
  return {
    method,
    host,
    path,
    headers: headers.filter(([name]) => !ofTransport(name)),
    body: body.text,
  };
}

function ofTransport(name: string): boolean {
  return /^(host|content-length|connection|transfer-encoding|expect|keep-alive)$/i.test(name);
}

function TraceView({
  trace,
  code,
}: {
  readonly trace: TraceDescription;
  readonly code: Detail['code'];
}) {
  const longest = Math.max(...trace.hops.map(({ ms }) => ms), 0.001);
  return (
    <>
      <ol class="hops">
        {trace.hops.map((hop, index) => (
          <Hop key={index} hop={hop} longest={longest} code={code} />
        ))}
      </ol>
      {trace.calls.map((call) => (
        <section key={call.requestId} class="call">
          <h4>
            <code>{call.request}</code>{' '}
            <StatusTag status={call.status} isRefused={call.outcome === 'refused'} />{' '}
            <span class="muted">{duration(call.ms)}</span>
          </h4>
          {call.caller !== undefined && <p class="muted caller">by {call.caller}</p>}
          <ol class="hops">
            {call.hops.map((hop, index) => (
              <Hop key={index} hop={hop} longest={longest} code={code} />
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

interface HopProps {
  readonly hop: HopDescription;
  readonly longest: number;
  readonly code: Detail['code'];
}

function Hop({ hop, longest, code }: HopProps) {
  const share = Math.max(1, Math.round((hop.ms / longest) * 100));
  const line = (
    <>
      <span class="hop-mark" aria-hidden="true">
        {hop.outcome === 'passed' ? '✓' : '✕'}
      </span>
      <span class="hop-name">
        {hop.name}
        <span class="visually-hidden"> {hop.outcome}</span>
      </span>
      <span class="hop-detail">{hop.detail}</span>
      <meter class="hop-bar" min={0} max={100} value={share} aria-hidden="true" />
      <span class="hop-time">{duration(hop.ms)}</span>
    </>
  );
  return (
    <li class={hop.outcome}>
      {hop.decision ? (
        <details>
          <summary>{line}</summary>
          <div class="hop-why">
            <DecisionDetails decision={hop.decision} code={code} />
          </div>
        </details>
      ) : (
        <div class="hop-line">{line}</div>
      )}
    </li>
  );
}

function Raw({ exchange }: { readonly exchange: Exchange | undefined }) {
  if (!exchange) return <NotRecorded />;
  const { request, answer } = exchange;
  return (
    <div class="raw">
      <h4>Request</h4>
      <Code
        label="the request"
        text={messageOf(
          `${request.method} ${request.path} HTTP/1.1`,
          request.headers,
          request.body.text,
        )}
      />
      <h4>Response</h4>
      {answer ? (
        <Code
          label="the response"
          text={messageOf(`HTTP/1.1 ${answer.status}`, answer.headers, answer.body.text)}
        />
      ) : (
        <p class="muted">None: the packets were dropped.</p>
      )}
    </div>
  );
}

function messageOf(
  first: string,
  headers: readonly (readonly [string, string])[],
  body: string,
): string {
  const lines = [first, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return body === '' ? lines.join('\n') : `${lines.join('\n')}\n\n${pretty(body)}`;
}

function Curl({ exchange }: { readonly exchange: Exchange | undefined }) {
  const addresses = useStore((state) => state.addresses);
  if (!exchange) return <NotRecorded />;
  return <Code label="the command" text={curlOf(requestOf(exchange), addresses)} />;
}

function NotRecorded() {
  return (
    <Empty title="Not available">
      Only the last 200 requests of clients are recorded with their bodies.
    </Empty>
  );
}
