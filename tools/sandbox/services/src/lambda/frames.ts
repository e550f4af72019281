/**
 * The frames on the socket between an execution environment and its process: one byte for the type, four
 * bytes for the length of the content, and the content.
 */
const HEADER_BYTES = 5;

/** Returns a frame with a text. */
export function frame(type: number, content: string): Buffer {
  const length = Buffer.byteLength(content);
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + length);
  bytes.writeUInt8(type);
  bytes.writeUInt32BE(length, 1);
  bytes.write(content, HEADER_BYTES);
  return bytes;
}

/** A frame that has not been received completely. */
interface Incoming {
  readonly type: number;
  readonly parts: Buffer[];
  /** The remaining bytes of its content. */
  missing: number;
  /** The remaining bytes that are kept. */
  room: number;
}

/** Reads frames from the chunks of a stream. */
export class FrameReader {
  private header: Buffer = Buffer.alloc(0);
  private incoming: Incoming | undefined;

  /**
   * @param maxBytes returns the maximum bytes of a frame type's content; the rest of a longer one
   *   is discarded.
   * @param onFrame called with each complete frame.
   */
  constructor(
    private readonly maxBytes: (type: number) => number,
    private readonly onFrame: (type: number, content: string) => void,
  ) {}

  write(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0) {
      rest = this.incoming ? this.takeContent(this.incoming, rest) : this.takeHeader(rest);
      if (this.incoming?.missing === 0) this.complete(this.incoming);
    }
  }

  /** Reads the header. Returns the rest of the chunk. */
  private takeHeader(chunk: Buffer): Buffer {
    const bytes = this.header.length > 0 ? Buffer.concat([this.header, chunk]) : chunk;
    if (bytes.length < HEADER_BYTES) {
      this.header = bytes;
      return Buffer.alloc(0);
    }
    this.header = Buffer.alloc(0);
    const type = bytes.readUInt8();
    const room = this.maxBytes(type);
    this.incoming = { type, parts: [], missing: bytes.readUInt32BE(1), room };
    return bytes.subarray(HEADER_BYTES);
  }

  /** Reads the content. Returns the rest of the chunk. */
  private takeContent(incoming: Incoming, chunk: Buffer): Buffer {
    const part = chunk.subarray(0, incoming.missing);
    if (incoming.room > 0) incoming.parts.push(part.subarray(0, incoming.room));
    incoming.room -= part.length;
    incoming.missing -= part.length;
    return chunk.subarray(part.length);
  }

  private complete({ type, parts: [first, ...others] }: Incoming): void {
    this.incoming = undefined;
    const content = first && others.length > 0 ? Buffer.concat([first, ...others]) : first;
    this.onFrame(type, content?.toString() ?? '');
  }
}
