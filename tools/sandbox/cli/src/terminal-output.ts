/**
 * Lines for a terminal, or for what reads them instead of it. A reader that does not keep up costs
 * lines, not memory; one that is gone, as `head` is after its last line, costs nothing else.
 */
import type { Writable } from 'node:stream';

/** Bytes that may wait for the reader. */
const MAX_WAITING_BYTES = 1024 * 1024;

export class TerminalOutput {
  private omitted = 0;

  constructor(private readonly stream: Writable) {
    stream.on('error', () => undefined);
  }

  /**
   * Writes a line, unless too much waits to be read; the next line then tells how many were left out.
   *
   * @param line or what makes it, which is not asked for a line that is left out.
   */
  print(line: string | (() => string)): void {
    if (this.stream.writableLength > MAX_WAITING_BYTES) {
      this.omitted++;
      return;
    }
    if (this.omitted > 0) this.stream.write(`… ${this.omitted} lines were left out\n`);
    this.omitted = 0;
    this.stream.write(`${typeof line === 'string' ? line : line()}\n`);
  }
}
