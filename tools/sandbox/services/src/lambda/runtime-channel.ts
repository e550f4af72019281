/**
 * The socket between an execution environment and its process, with the frames of
 * `runtime/channel.mjs`. Only that process has the other end; there is no port or path that another
 * program could open.
 */
import type { Duplex } from 'node:stream';
import { MAX_EVENT_BYTES } from '../logs/logs';
import { frame, FrameReader } from './frames';
import { MAX_PAYLOAD_BYTES } from './payload-limit';

/** One invocation as the runtime receives it. */
export interface Invocation {
  readonly requestId: string;
  readonly invokedFunctionArn: string;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly traceId: string;
  readonly payload: string;
}

/** What the runtime reports; payloads are JSON texts. */
export interface RuntimeEvents {
  /** The code is loaded. */
  onReady(): void;
  onLog(event: string): void;
  onResponse(requestId: string, payload: string): void;
  onError(requestId: string, payload: string): void;
  onInitError(payload: string): void;
  /** Returns whether a name resolves in the function's network. */
  resolves(name: string): boolean;
}

/** Types of frames from the runtime. */
const FROM_RUNTIME = { ready: 0, log: 1, response: 2, error: 3, initError: 4, resolve: 5 };

/** Types of frames to the runtime. */
const TO_RUNTIME = { invocation: 0, resolved: 1 };

/** The frame for a response that is too large, with its request ID. */
const MAX_CONTENT_BYTES = MAX_PAYLOAD_BYTES + 1_024;

export class RuntimeChannel {
  constructor(
    private readonly socket: Duplex,
    events: RuntimeEvents,
  ) {
    const handlers = new Map<number, (content: string) => void>([
      [FROM_RUNTIME.ready, () => events.onReady()],
      [FROM_RUNTIME.log, (event) => events.onLog(event)],
      [FROM_RUNTIME.response, (content) => events.onResponse(...resultIn(content))],
      [FROM_RUNTIME.error, (content) => events.onError(...resultIn(content))],
      [FROM_RUNTIME.initError, (payload) => events.onInitError(payload)],
      [FROM_RUNTIME.resolve, (name) => this.write(TO_RUNTIME.resolved, `${events.resolves(name)}`)],
    ]);
    const reader = new FrameReader(
      (type) => (type === FROM_RUNTIME.log ? MAX_EVENT_BYTES : MAX_CONTENT_BYTES),
      (type, content) => handlers.get(type)?.(content),
    );
    socket.on('data', (chunk: Buffer) => reader.write(chunk));
    // The end of a process is reported elsewhere.
    socket.on('error', () => undefined);
  }

  /** Sends an invocation to the runtime, even while it is loading the code. */
  send({ payload, ...invocation }: Invocation): void {
    this.write(TO_RUNTIME.invocation, `${JSON.stringify(invocation)}\n${payload}`);
  }

  private write(type: number, content: string): void {
    this.socket.write(frame(type, content));
  }
}

/** The ID of the request is on the first line. */
function resultIn(content: string): [requestId: string, payload: string] {
  const end = content.indexOf('\n');
  return [content.slice(0, end), content.slice(end + 1)];
}
