import { createServer } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { TemporaryAuthority } from './temporary-authority';

/** A response of a service. */
export interface Answer {
  readonly status: number;
  /** Strings are sent unchanged, other values as JSON. */
  readonly body: unknown;
}

/** A received request. */
export interface Call {
  readonly method: string;
  /** Host and path. */
  readonly url: string;
  readonly body: unknown;
  readonly idempotencyKey?: string;
  /** The header, without the signature itself. */
  readonly authorization?: string;
}

/** Services behind one TLS listener, as clients of the load balancer see them. */
export interface OrdersServer {
  readonly port: number;
  readonly calls: readonly Call[];
  stop(): Promise<void>;
}

/** @param answer returns the response; undefined closes the connection */
export async function startOrdersServer(
  authority: TemporaryAuthority,
  hostNames: readonly string[],
  answer: (call: Call) => Answer | undefined,
): Promise<OrdersServer> {
  const calls: Call[] = [];
  const server = createServer(await authority.issue(...hostNames), (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { method = '', url = '', headers } = request;
      const host = (headers.host ?? '').replace(/:\d+$/, '');
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      const key = headers['idempotency-key'];
      const authorization = headers.authorization?.replace(/, SignedHeaders=.*/, '');
      const call = {
        ...{ method, url: `${host}${url}`, body },
        ...(typeof key === 'string' && { idempotencyKey: key }),
        ...(authorization !== undefined && { authorization }),
      };
      calls.push(call);
      const returned = answer(call);
      if (returned === undefined) {
        request.socket.destroy();
        return;
      }
      response.writeHead(returned.status, { 'content-type': 'application/json' });
      response.end(
        typeof returned.body === 'string' ? returned.body : JSON.stringify(returned.body),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    calls,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Stands in for the private hosted zone: all names resolve to loopback. */
export const resolveToLocalhost: LookupFunction = (_name, options, callback) => {
  if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};
