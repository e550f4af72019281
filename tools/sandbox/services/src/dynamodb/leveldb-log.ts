/**
 * Finds where the log of a LevelDB becomes unreadable, since LevelDB silently ignores everything
 * after it.
 *
 * @see https://github.com/google/leveldb/blob/main/doc/log_format.md
 */

const BLOCK_BYTES = 32 * 1024;

/** Checksum (4), length (2) and type (1) of a record. */
const HEADER_BYTES = 7;

const FULL = 1;
const LAST = 4;

/**
 * Returns the offset of the end of the last complete write; the log's length if all of it is
 * readable.
 */
export function readableBytes(log: Buffer): number {
  let whole = 0;
  for (let at = 0; at < log.length;) {
    const leftInBlock = BLOCK_BYTES - (at % BLOCK_BYTES);
    if (leftInBlock < HEADER_BYTES) {
      at += leftInBlock;
      continue;
    }
    const record = recordAt(log, at);
    if (record === undefined) return whole;
    at += HEADER_BYTES + record.length;
    if (record.type === FULL || record.type === LAST) whole = at;
  }
  return isPadding(log.subarray(whole)) ? log.length : whole;
}

interface LogRecord {
  readonly type: number;
  readonly length: number;
}

/** Returns undefined if there is no complete record. */
function recordAt(log: Buffer, at: number): LogRecord | undefined {
  if (at + HEADER_BYTES > log.length) return undefined;
  const length = log.readUInt16LE(at + 4);
  const type = log.readUInt8(at + 6);
  const end = at + HEADER_BYTES + length;
  if (type < FULL || type > LAST || end > log.length) return undefined;
  const isIntact = log.readUInt32LE(at) === masked(crc32c(log.subarray(at + 6, end)));
  return isIntact ? { type, length } : undefined;
}

/** The rest of a block is too short for a record. */
function isPadding(rest: Buffer): boolean {
  return rest.length < HEADER_BYTES && rest.every((byte) => byte === 0);
}

/** LevelDB masks checksums, since a log may contain other logs. */
function masked(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

const CASTAGNOLI = 0x82f63b78;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ CASTAGNOLI : crc >>> 1;
  return crc;
});

function crc32c(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}
