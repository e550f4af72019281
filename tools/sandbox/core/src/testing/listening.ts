/** An HTTPS listener in front of two accounts, and requests as bytes. */
import { readFileSync } from 'node:fs';
import { hostName, twoAccounts } from '@sandbox/engine/testing/two-accounts';
import { listenerCertificate } from '@sandbox/front-doors/https/certificates';
import { HttpsListener, type ListenerProps } from '@sandbox/front-doors/https/listener';
import { LISTENER_LIMITS, type ListenerLimits } from '@sandbox/front-doors/https/listener-limits';
import { rawConnection, type RawConnection } from '@sandbox/front-doors/testing/raw-client';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import type { TraceView } from '@sandbox/kernel/trace';
import { Traces } from '@sandbox/kernel/traces';
import { Sandbox } from '../sandbox';

/** Waits for the milliseconds in the header `X-Wait`, then echoes the request. */
const handler = `export const handler = async ({ httpMethod, path, headers, body }) => {
  await new Promise((resolve) => setTimeout(resolve, Number(headers['X-Wait'] ?? 0)));
  return { statusCode: 200, body: [httpMethod, headers.Host, path, body].join(' ') };
};`;

export interface Listening {
  readonly port: number;
  /** Traces of completed requests. */
  readonly traces: readonly TraceView[];
  readonly open: () => Promise<RawConnection>;
  /** Sends bytes and waits for the connection to be closed. */
  readonly exchange: (bytes: string) => Promise<string>;
  /** Waits until the next request is completed. */
  readonly ended: () => Promise<TraceView>;
}

type Parts = Partial<Pick<ListenerProps, 'onAnswered' | 'accounts'>> & {
  readonly limits?: Partial<ListenerLimits>;
};

/**
 * Must be called at the top level of a spec file. Returns a function that starts a listener, which is stopped
 * after the test.
 */
export function listeners(): (parts?: Parts) => Promise<Listening> {
  const folders = temporaryFolders();
  const certificates = folders();
  let sandbox: Sandbox;
  beforeAll(async () => {
    const assemblies = twoAccounts(folders, { handler });
    const ports = { port: 0, awsPort: 0 };
    sandbox = await Sandbox.start({ assemblies, dataDir: folders(), ...ports, warmUp: false });
  });
  afterAll(() => sandbox.stop());

  const started: (() => unknown)[] = [];
  afterEach(async () => {
    for (const stop of started.splice(0).reverse()) await stop();
  });

  return async ({ limits = {}, onAnswered, accounts = () => sandbox.accountList } = {}) => {
    const traces: TraceView[] = [];
    const waiting: ((trace: TraceView) => void)[] = [];
    const listener = new HttpsListener({
      certificate: await listenerCertificate(certificates, ['localhost', hostName]),
      accounts,
      traces: new Traces(),
      limits: { ...LISTENER_LIMITS, ...limits },
      onAnswered: (trace) => {
        traces.push(trace);
        waiting.shift()?.(trace);
        onAnswered?.(trace);
      },
    });
    const port = await listener.start(0);
    started.push(() => listener.stop());
    const open = async () => {
      const authority = readFileSync(`${certificates}/ca.pem`, 'utf8');
      const connection = await rawConnection(port, authority);
      started.push(() => connection.socket.destroy());
      return connection;
    };
    return {
      port,
      traces,
      open,
      exchange: async (bytes) => {
        const { socket, closed } = await open();
        socket.write(bytes, 'latin1');
        return closed;
      },
      ended: () => new Promise((resolve) => waiting.push(resolve)),
    };
  };
}

export const host = `Host: ${hostName}`;
export const close = 'Connection: close';

/** Returns a complete request with a JSON body, after which the connection is closed. */
export function request(line: string, headers: readonly string[] = [], body = ''): string {
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  const type = 'Content-Type: application/json';
  return `${[line, host, close, type, ...length, ...headers].join('\r\n')}\r\n\r\n${body}`;
}

/** Returns the status of the first response, or NaN without a response. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
}

/** Returns everything after the first response's head. */
export function bodyOf(answer: string): string {
  return answer.slice(answer.indexOf('\r\n\r\n') + 4);
}
