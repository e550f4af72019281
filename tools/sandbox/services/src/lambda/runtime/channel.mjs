/**
 * The socket between an environment's process and the sandbox. Both send frames: one byte for the
 * type, four bytes for the length of the content, and the content. `runtime-channel.ts` is the
 * other end.
 */
import { readSync, writeSync } from 'node:fs';

const CHANNEL = 3;
const HEADER_BYTES = 5;

/** Frames to the sandbox. */
export const READY = 0;
export const LOG = 1;
export const RESPONSE = 2;
export const ERROR = 3;
export const INIT_ERROR = 4;
export const RESOLVE = 5;

/** Frames from the sandbox. */
export const INVOCATION = 0;
export const RESOLVED = 1;

/** The maximum size of an event in CloudWatch Logs; a longer one is split. */
const MAX_EVENT_BYTES = 256 * 1024;

/** The error codes of a socket whose other end was closed, with or without unread bytes. */
const CLOSED = ['EPIPE', 'ECONNRESET'];

/** The process has to respond to a debugger at any time, so nothing may block. */
const isInspected = process.execArgv.some((argument) => argument.startsWith('--inspect'));

/**
 * - `send(type, content)` returns when the sandbox has received the frame, or a promise of that.
 * - `receive(type)` returns the content of the next frame of a type, or a promise of it. It blocks
 *   unless the process is inspected, as Lambda freezes an environment.
 *
 * Both end the process when the sandbox has ended.
 */
export const { send, receive } = isInspected ? await asynchronous() : blocking();

/**
 * Writes one log event. The sandbox has received it when this returns, even if the process ends
 * immediately.
 */
export function sendLog(text) {
  const event = Buffer.from(text);
  let start = 0;
  do {
    send(LOG, event.subarray(start, start + MAX_EVENT_BYTES));
    start += MAX_EVENT_BYTES;
  } while (start < event.length);
}

function frame(type, content) {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(type);
  header.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([header, bytes]);
}

function blocking() {
  const endIfClosed = (error) => {
    if (CLOSED.includes(error.code)) process.exit(0);
    throw error;
  };
  const read = (length) => {
    const bytes = Buffer.alloc(length);
    let filled = 0;
    while (filled < length) {
      const count = readSync(CHANNEL, bytes, filled, length - filled);
      if (count === 0) process.exit(0);
      filled += count;
    }
    return bytes;
  };
  return {
    send: (type, content = '') => {
      try {
        let rest = frame(type, content);
        while (rest.length > 0) rest = rest.subarray(writeSync(CHANNEL, rest));
      } catch (error) {
        endIfClosed(error);
      }
    },
    // The sandbox sends only frames that the runtime waits for.
    receive: () => {
      try {
        return read(read(HEADER_BYTES).readUInt32BE(1)).toString();
      } catch (error) {
        return endIfClosed(error);
      }
    },
  };
}

async function asynchronous() {
  const { Socket } = await import('node:net');
  const socket = new Socket({ fd: CHANNEL });
  const waiting = { [INVOCATION]: [], [RESOLVED]: [] };
  let bytes = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    while (bytes.length >= HEADER_BYTES) {
      const end = HEADER_BYTES + bytes.readUInt32BE(1);
      if (bytes.length < end) return;
      waiting[bytes[0]].shift()(bytes.toString('utf8', HEADER_BYTES, end));
      bytes = bytes.subarray(end);
    }
  });
  socket.on('error', () => process.exit(0)).on('close', () => process.exit(0));
  return {
    send: (type, content = '') =>
      new Promise((resolve) => socket.write(frame(type, content), resolve)),
    receive: async (type) => {
      // Otherwise the socket would keep the event loop of an invocation without pending work alive.
      socket.ref();
      const content = await new Promise((resolve) => waiting[type].push(resolve));
      socket.unref();
      return content;
    },
  };
}
