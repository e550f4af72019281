/** The response to a request that the page has sent. */
import { useState } from 'preact/hooks';
import type { SendRequest, SentAnswer } from '@sandbox/front-doors/console/wire';
import { rowsOf, type Rows } from '../model/call';
import { curlOf } from '../model/curl';
import { duration, pretty } from '../model/format';
import { linkTo } from '../model/router';
import { sendRequest } from '../model/server';
import { useStore } from '../model/store';
import { Code, StatusTag } from './basics';

export type Sent =
  | { readonly state: 'idle' }
  | { readonly state: 'sending'; readonly request: SendRequest }
  | { readonly state: 'answered'; readonly request: SendRequest; readonly answer: SentAnswer };

export function useSend(): readonly [Sent, (request: SendRequest) => void] {
  const [sent, setSent] = useState<Sent>({ state: 'idle' });
  const send = (request: SendRequest) => {
    setSent({ state: 'sending', request });
    void sendRequest(request)
      .catch((error: unknown): SentAnswer => {
        return { headers: [], body: '', ms: 0, error: (error as Error).message };
      })
      .then((answer) => setSent({ state: 'answered', request, answer }));
  };
  return [sent, send];
}

interface Props {
  readonly sent: Sent;
  /** The Region that callers of the method sign for; undefined if it requires no signature. */
  readonly signedFor: string | undefined;
  /** Requests the page of a token; undefined for a method without pages. */
  readonly onPage: ((nextToken: string) => void) | undefined;
}

export function ResponseView({ sent, signedFor, onPage }: Props) {
  const addresses = useStore((state) => state.addresses);
  if (sent.state === 'idle') return <div role="status" />;
  if (sent.state === 'sending') {
    return (
      <div role="status" class="answer muted">
        Sending…
      </div>
    );
  }
  const { request, answer } = sent;
  const rows = answer.status === 200 ? rowsOf(answer.body) : undefined;
  return (
    <div class="answer">
      <p role="status" class="answer-line">
        <StatusTag status={answer.status} /> <span class="muted">in {duration(answer.ms)}</span>
        {answer.error !== undefined && <span class="bad-text"> {answer.error}</span>}
        {answer.requestId !== undefined && (
          <a href={linkTo('live', answer.requestId)}>View trace</a>
        )}
      </p>
      {rows && <List rows={rows} onPage={onPage} />}
      <details open={!rows}>
        <summary>Response</summary>
        <Code label="the response" text={pretty(answer.body)} />
      </details>
      <details>
        <summary>As curl</summary>
        <Code label="the command" text={curlOf(request, addresses, signedFor)} />
      </details>
    </div>
  );
}

function List({
  rows: { columns, rows, nextToken },
  onPage,
}: { readonly rows: Rows } & Pick<Props, 'onPage'>) {
  if (rows.length === 0) return <p class="muted">The list is empty.</p>;
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label="The list">
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {columns.map((column) => (
                  <td key={column}>{textOf(row[column])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {onPage && (
        <p class="pages">
          <button type="button" onClick={() => onPage('')}>
            First page
          </button>
          <button type="button" disabled={nextToken === ''} onClick={() => onPage(nextToken)}>
            Next page
          </button>
        </p>
      )}
    </>
  );
}

function textOf(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
