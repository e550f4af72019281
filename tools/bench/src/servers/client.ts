/** An HTTP client that keeps its connections alive, and checks the status of each response. */
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** The server that requests go to. Connections go to loopback, whatever the URL's host name is. */
export interface Target {
  /** Without a trailing slash, such as `https://food.orders.localhost:8443/v1`. */
  readonly url: string;
  /** The certificate authority of an `https:` URL. */
  readonly authority?: Buffer;
}

export interface Call {
  readonly method: 'GET' | 'POST';
  /** Relative to the target's URL, such as `/orders?limit=1`. */
  readonly path: string;
  readonly body?: string;
  /** The expected status of the response. */
  readonly status: number;
}

export class Client {
  private readonly agent: HttpAgent;
  private readonly url: URL;

  /** @param connections maximum number of open connections */
  constructor({ url, authority }: Target, connections: number) {
    const options = { keepAlive: true, maxSockets: connections };
    this.url = new URL(url);
    this.agent =
      this.url.protocol === 'https:'
        ? new HttpsAgent({ ...options, ca: authority })
        : new HttpAgent(options);
  }

  /**
   * Returns the body of the response.
   *
   * @throws {Error} when there is no response, or one with another status
   */
  send({ method, path, body, status }: Call): Promise<string> {
    const { hostname, port, pathname, protocol } = this.url;
    const content = body === undefined ? {} : { 'content-type': 'application/json' };
    const options = {
      host: '127.0.0.1',
      port,
      method,
      path: `${pathname.replace(/\/$/, '')}${path}`,
      servername: hostname,
      headers: { host: hostname, ...content },
      agent: this.agent,
    };
    const send = protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      send(options, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('error', reject).on('end', () => {
          if (response.statusCode === status) resolve(text);
          else
            reject(
              new Error(
                `${method} ${this.url.origin}${options.path}: ${response.statusCode} ${text}`,
              ),
            );
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
