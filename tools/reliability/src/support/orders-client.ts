/** An HTTPS client of one service in a sandbox. It sends requests unchanged. */
import { Agent, request, type RequestOptions } from 'node:https';
import type { OutgoingHttpHeaders, IncomingHttpHeaders } from 'node:http';
import type { SandboxProcess } from './sandbox-process';

export interface ClientRequest {
  readonly method: string;
  /** Relative to the service's base URL, such as `/orders?limit=1`. */
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

export interface ClientResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export class OrdersClient {
  private readonly agent: Agent;
  private readonly url: URL;

  /**
   * @param service such as `food`.
   * @param connections maximum number of connections, which are kept alive
   */
  constructor(sandbox: SandboxProcess, service: string, connections = 1) {
    this.url = sandbox.url(service);
    this.agent = new Agent({ keepAlive: true, maxSockets: connections, ca: sandbox.authority });
  }

  /** @throws {Error} when the connection ends before the response is complete */
  send({ method, path, headers = {}, body }: ClientRequest): Promise<ClientResponse> {
    const { hostname, port, pathname } = this.url;
    const options: RequestOptions = {
      host: '127.0.0.1',
      port,
      method,
      path: pathname + path,
      servername: hostname,
      headers: { host: hostname, ...headers },
      agent: this.agent,
    };
    return new Promise((resolve, reject) => {
      request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject).on('end', () => {
          const { statusCode: status = 0, headers: received } = response;
          resolve({ status, headers: received, body: Buffer.concat(chunks).toString() });
        });
      })
        .on('error', reject)
        .end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
