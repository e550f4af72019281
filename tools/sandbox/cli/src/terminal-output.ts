/**
 * Writes lines to a terminal or another reader. When a reader does not keep up, lines are dropped rather than
 * buffered without limit; when it has closed the pipe, as `head` does after its last line, they are
 * discarded.
 */
import type { Writable } from 'node:stream';

/** Maximum number of buffered bytes. */
const MAX_WAITING_BYTES = 1024 * 1024;

export class TerminalOutput {
  private omitted = 0;

  constructor(private readonly stream: Writable) {
    stream.on('error', () => undefined);
  }

  /**
   * Writes a line, or drops it when too much is buffered; the next line then reports the number of dropped
   * lines.
   *
   * @param line the line, or a function that returns it, which is not called for dropped lines
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
