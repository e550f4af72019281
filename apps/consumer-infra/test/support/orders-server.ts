import { createServer } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { TemporaryAuthority } from './temporary-authority';

/** One answer of a service. */
export interface Answer {
  readonly status: number;
  /** Sent as it is where it is a string, as JSON otherwise. */
  readonly body: unknown;
}

/** A request as a service sees it. */
export interface Call {
  readonly method: string;
  /** Host and path. */
  readonly url: string;
  readonly body: unknown;
  readonly idempotencyKey?: string;
  /** The header, without the signature itself. */
  readonly authorization?: string;
}

/** Services behind one TLS listener, as the load balancer shows them to its clients. */
export interface OrdersServer {
  readonly port: number;
  readonly calls: readonly Call[];
  stop(): Promise<void>;
}

/** @param answer undefined cuts the connection */
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
      const given = answer(call);
      if (given === undefined) {
        request.socket.destroy();
        return;
      }
      response.writeHead(given.status, { 'content-type': 'application/json' });
      response.end(typeof given.body === 'string' ? given.body : JSON.stringify(given.body));
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

/** Stands for the private hosted zone: every name is this machine. */
export const resolveToLocalhost: LookupFunction = (_name, options, callback) => {
  if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};
