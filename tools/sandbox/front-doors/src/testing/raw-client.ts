/** A client that sends raw bytes over TLS, for requests that no HTTP client would send. */
import { connect, type TLSSocket } from 'node:tls';
import { hostName } from '@sandbox/engine/testing/two-accounts';

/** A connection, and the bytes received over it. */
export interface RawConnection {
  readonly socket: TLSSocket;
  /** The bytes received so far, as Latin-1. */
  readonly received: () => string;
  /** Resolves to all received bytes once the server has closed the connection. */
  readonly closed: Promise<string>;
}

export async function rawConnection(port: number, authority: string): Promise<RawConnection> {
  const socket = connect({ port, host: '127.0.0.1', servername: hostName, ca: authority });
  const chunks: Buffer[] = [];
  const received = () => Buffer.concat(chunks).toString('latin1');
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(received())));
  socket.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', resolve).once('close', () => reject(new Error('No connection')));
  });
  return { socket, received, closed };
}
