/** Splits the output of a process into lines of a limited length. */
import { StringDecoder } from 'node:string_decoder';

export class Lines {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';

  /**
   * @param maxLength characters; a longer line is split.
   * @param onLine called for each line, without its end.
   */
  constructor(
    private readonly maxLength: number,
    private readonly onLine: (line: string) => void,
  ) {}

  write(chunk: Buffer): void {
    const lines = (this.rest + this.decoder.write(chunk)).split('\n');
    const rest = lines.pop() ?? '';
    for (const line of lines) this.emit(line.replace(/\r$/, ''));
    const parts = Math.floor(rest.length / this.maxLength);
    if (parts > 0) this.emit(rest.slice(0, parts * this.maxLength));
    this.rest = rest.slice(parts * this.maxLength);
  }

  /** Emits the last line, if it has no line end. */
  end(): void {
    if (this.rest !== '') this.emit(this.rest);
    this.rest = '';
  }

  private emit(line: string): void {
    let start = 0;
    do {
      this.onLine(line.slice(start, start + this.maxLength));
      start += this.maxLength;
    } while (start < line.length);
  }
}
