/**
 * The file descriptor that joins an environment to the sandbox: log events go one way, and one byte
 * for each invocation comes the other way.
 */
import { writeSync } from 'node:fs';

export const CHANNEL = 3;

/** Bytes that hold the length of an event, which follows them. */
const HEADER_BYTES = 4;

/** What CloudWatch Logs takes as one event; a longer one is written in parts. */
const MAX_EVENT_BYTES = 256 * 1024;

/** Writes one log event. It is with the sandbox when this returns: what comes later may kill the process. */
export function writeEvent(text) {
  const event = Buffer.from(text);
  let start = 0;
  do {
    writePart(event.subarray(start, start + MAX_EVENT_BYTES));
    start += MAX_EVENT_BYTES;
  } while (start < event.length);
}

function writePart(part) {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(part.length);
  let rest = Buffer.concat([header, part]);
  while (rest.length > 0) rest = rest.subarray(writeSync(CHANNEL, rest));
}
