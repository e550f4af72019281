/** The last requests and responses as sent over the network, to be shown and to be resent. */
import { isUtf8 } from 'node:buffer';
import type { HttpRequest, HttpResponse } from '@sandbox/kernel/http';
import type { Exchange, RecordedBody } from './wire';

export interface ExchangesProps {
  /** The maximum number of exchanges. @default 200 */
  readonly limit?: number;
  /** The maximum bytes recorded of a body. @default 64 KiB */
  readonly bodyBytes?: number;
}

interface Recorded {
  readonly request: HttpRequest;
  readonly answer: HttpResponse | undefined;
  readonly body: Body;
  readonly answerBody: Body;
}

/** The beginning of a body, copied so that the whole body can be freed. */
interface Body {
  readonly beginning: Buffer;
  readonly bytes: number;
}

const MAX_EXCHANGES = 200;
const BODY_BYTES = 64 * 1024;
const NO_BYTES = Buffer.alloc(0);

export class Exchanges {
  /** By request ID, oldest first. */
  private readonly recorded = new Map<string, Recorded>();
  private readonly limit: number;
  private readonly bodyBytes: number;

  constructor({ limit = MAX_EXCHANGES, bodyBytes = BODY_BYTES }: ExchangesProps = {}) {
    this.limit = limit;
    this.bodyBytes = bodyBytes;
  }

  /** @param answer undefined if there was none. */
  add(requestId: string, request: HttpRequest, answer: HttpResponse | undefined): void {
    this.recorded.set(requestId, {
      request: { ...request, body: NO_BYTES },
      answer: answer && { ...answer, body: '' },
      body: this.bodyOf(request.body),
      answerBody: this.bodyOf(answer?.body ?? NO_BYTES),
    });
    const [oldest = ''] = this.recorded.keys();
    if (this.recorded.size > this.limit) this.recorded.delete(oldest);
  }

  find(requestId: string): Exchange | undefined {
    const found = this.recorded.get(requestId);
    if (!found) return undefined;
    const { request, answer, body, answerBody } = found;
    const { method, host, path, query, headers } = request;
    return {
      request: {
        method,
        host,
        path: query === '' ? path : `${path}?${query}`,
        headers,
        body: recordedBody(body),
      },
      ...(answer && {
        answer: {
          status: answer.status,
          headers: Object.entries(answer.headers).flatMap(([name, values]) =>
            [values].flat().map((value) => [name, value] as const),
          ),
          body: recordedBody(answerBody),
        },
      }),
    };
  }

  private bodyOf(body: string | Buffer): Body {
    const bytes = Buffer.byteLength(body);
    const whole = typeof body === 'string' ? Buffer.from(body) : body;
    return { beginning: Buffer.from(whole.subarray(0, this.bodyBytes)), bytes };
  }
}

function recordedBody({ beginning, bytes }: Body): RecordedBody {
  if (beginning.length < bytes) return { text: beginning.toString(), bytes, isPartial: true };
  if (isUtf8(beginning)) return { text: beginning.toString(), bytes, isPartial: false };
  return { text: `(${bytes} bytes that are not text)`, bytes, isPartial: true };
}
