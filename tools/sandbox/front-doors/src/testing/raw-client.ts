/** A client that sends bytes as they are, over TLS, for requests that no HTTP client would send. */
import { connect, type TLSSocket } from 'node:tls';
import { hostName } from '@sandbox/engine/testing/two-accounts';

/** A connection, and what has come back over it. */
export interface RawConnection {
  readonly socket: TLSSocket;
  /** What has come so far, as Latin-1. */
  readonly received: () => string;
  /** Settles with all that came, when the other side has closed the connection. */
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
