/** An HTTPS client in the consumer's network that trusts only the sandbox's certificate authority. */
import { readFileSync } from 'node:fs';
import { request } from 'node:https';

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
}

/** Sends a request to a sandbox on loopback, regardless of the host name of its URL. */
export function send(
  authorityFile: string,
  url: string,
  { method = 'GET', body = '', host }: { method?: string; body?: string; host?: string } = {},
): Promise<Answer> {
  const { port, hostname, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        servername: hostname,
        path: pathname + search,
        method,
        agent: false,
        ca: readFileSync(authorityFile, 'utf8'),
        headers: { host: host ?? hostname, 'content-type': 'application/json' },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers['content-type'] ?? '',
            body: text === '' ? undefined : JSON.parse(text),
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
