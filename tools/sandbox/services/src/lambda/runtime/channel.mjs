/**
 * The file descriptor that joins an environment to the sandbox: log events go one way, and one byte
 * for each invocation comes the other way.
 */
import { readSync, writeSync } from 'node:fs';

const CHANNEL = 3;

/** What the system says of a channel whose other end was closed, with or without unread bytes. */
const CLOSED = ['EPIPE', 'ECONNRESET'];

/** Bytes that hold the length of an event, which follows them. */
const HEADER_BYTES = 4;

/** What CloudWatch Logs takes as one event; a longer one is written in parts. */
const MAX_EVENT_BYTES = 256 * 1024;

/**
 * Writes one log event. It is with the sandbox when this returns: what comes later may kill the process.
 * Ends the process when the sandbox is gone, which nothing else would tell a handler that is at work.
 */
export function writeEvent(text) {
  const event = Buffer.from(text);
  let start = 0;
  do {
    writePart(event.subarray(start, start + MAX_EVENT_BYTES));
    start += MAX_EVENT_BYTES;
  } while (start < event.length);
}

/** Blocks until the next byte comes. Ends the process when the sandbox is gone. */
export function awaitByte() {
  try {
    if (readSync(CHANNEL, Buffer.alloc(1)) === 0) process.exit(0);
  } catch (error) {
    endWithoutSandbox(error);
  }
}

function endWithoutSandbox(error) {
  if (CLOSED.includes(error.code)) process.exit(0);
  throw error;
}

function writePart(part) {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(part.length);
  let rest = Buffer.concat([header, part]);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(CHANNEL, rest));
  } catch (error) {
    endWithoutSandbox(error);
  }
}
