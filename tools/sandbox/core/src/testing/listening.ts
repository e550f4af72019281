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

/** Waits for the milliseconds of the header `X-Wait`, then tells what it was asked. */
const handler = `export const handler = async ({ httpMethod, path, headers, body }) => {
  await new Promise((resolve) => setTimeout(resolve, Number(headers['X-Wait'] ?? 0)));
  return { statusCode: 200, body: [httpMethod, headers.Host, path, body].join(' ') };
};`;

export interface Listening {
  readonly port: number;
  /** Of the requests whose way is over. */
  readonly traces: readonly TraceView[];
  readonly open: () => Promise<RawConnection>;
  /** Sends bytes and waits for the connection to be closed. */
  readonly exchange: (bytes: string) => Promise<string>;
  /** Waits for the next request whose way is over. */
  readonly ended: () => Promise<TraceView>;
}

type Parts = Partial<Pick<ListenerProps, 'onAnswered' | 'accounts'>> & {
  readonly limits?: Partial<ListenerLimits>;
};

/** Call it at the top of a spec file; what it returns starts a listener that ends with its test. */
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

/** A whole request with a body of JSON, whose connection is closed after it. */
export function request(line: string, headers: readonly string[] = [], body = ''): string {
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  const type = 'Content-Type: application/json';
  return `${[line, host, close, type, ...length, ...headers].join('\r\n')}\r\n\r\n${body}`;
}

/** The status of the first answer; NaN where there is none. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
}

/** What comes after the first answer's head. */
export function bodyOf(answer: string): string {
  return answer.slice(answer.indexOf('\r\n\r\n') + 4);
}
