import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The response of Secrets Manager: a secret, or an error by its type. */
export type SecretAnswer =
  | { readonly secret: string | undefined }
  | { readonly error: string; readonly message?: string }
  | 'silence';

/** A received request. */
export interface SecretRequest {
  readonly target: unknown;
  readonly authorization: unknown;
  readonly body: unknown;
}

/** A server with Secrets Manager's JSON protocol, for the unmodified SDK client. */
export interface LocalSecretsManager {
  readonly endpoint: string;
  readonly requests: readonly SecretRequest[];
  answer: SecretAnswer;
  stop(): Promise<void>;
}

/** Starts the server on a free loopback port. */
export async function startSecretsManager(): Promise<LocalSecretsManager> {
  const requests: SecretRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { 'x-amz-target': target, authorization } = request.headers;
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
      requests.push({ target, authorization, body });
      const { answer } = local;
      if (answer === 'silence') return;
      const failed = 'error' in answer;
      response.writeHead(failed ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(
        JSON.stringify(
          failed
            ? { __type: answer.error, Message: answer.message }
            : { SecretString: answer.secret },
        ),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const local: LocalSecretsManager = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: { secret: undefined },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return local;
}
