/** The response of a load balancer to malformed or slow requests. */
import { unknownCoding, type Malformed } from './head';
import { html } from './load-balancer-response';

const REQUEST_TIMEOUT = 'ERR_HTTP_REQUEST_TIMEOUT';

/** Errors of Node.js's parser. */
const UNKNOWN_CODING = 'HPE_INVALID_TRANSFER_ENCODING';
const CUT_OFF = 'HPE_INVALID_EOF_STATE';

/** Returns the violation of HTTP; undefined if only the connection was lost. */
export function protocolError(error: NodeJS.ErrnoException): Malformed | undefined {
  const { code = '', message } = error;
  if (code === REQUEST_TIMEOUT) return timedOut('the request took too long to arrive');
  if (code === UNKNOWN_CODING) return unknownCoding;
  if (!code.startsWith('HPE_') || code === CUT_OFF) return undefined;
  return { status: 400, title: 'Bad Request', detail: message };
}

export function timedOut(detail: string): Malformed {
  return { status: 408, title: 'Request Time-out', detail };
}

/** Returns a response in wire format, which closes its connection. */
export function rawAnswer({ status, title }: Malformed): string {
  const { headers, body } = html(status, title);
  const lines = Object.entries({
    ...headers,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${String(value)}\r\n`);
  return `HTTP/1.1 ${status} ${title}\r\n${lines.join('')}\r\n${String(body)}`;
}
