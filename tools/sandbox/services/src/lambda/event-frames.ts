/**
 * Reads the log events of an environment's process off the channel between them: the length of each as
 * four bytes, then its text.
 */
import { MAX_EVENT_BYTES } from '../logs/logs';

const HEADER_BYTES = 4;

export class EventFrames {
  private chunks: Buffer[] = [];
  private length = 0;
  private needed = HEADER_BYTES;

  /** @param onEvent called with each event that has come in whole. */
  constructor(private readonly onEvent: (event: string) => void) {}

  write(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.length += chunk.length;
    if (this.length >= this.needed) this.read(Buffer.concat(this.chunks));
  }

  private read(bytes: Buffer): void {
    let rest = bytes;
    this.needed = needed(rest);
    while (rest.length >= this.needed) {
      this.onEvent(rest.toString('utf8', HEADER_BYTES, this.needed));
      rest = rest.subarray(this.needed);
      this.needed = needed(rest);
    }
    this.chunks = rest.length > 0 ? [rest] : [];
    this.length = rest.length;
  }
}

/**
 * Returns how many bytes the first event takes, or at least its header. The runtime writes longer
 * events in parts: what claims to be longer is not the runtime's, and takes no more memory.
 */
function needed(bytes: Buffer): number {
  if (bytes.length < HEADER_BYTES) return HEADER_BYTES;
  return HEADER_BYTES + Math.min(bytes.readUInt32BE(), MAX_EVENT_BYTES);
}
