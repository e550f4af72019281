/** Reads a request's body, within the limits of one body and of all bodies. */
import type { IncomingMessage } from 'node:http';
import { MAX_BODY_BYTES } from '@sandbox/kernel/http';
import type { BodyBudget } from './body-budget';
import { SMALL_BODY_BYTES } from './listener-limits';

/** Thrown when the client's connection ends before the request has been read and answered. */
export class RequestAborted extends Error {
  override readonly name = 'RequestAborted';
}

export class RequestBody {
  private readonly chunks: Buffer[] = [];
  private length = 0;
  private releaseBudget: (() => void) | undefined;
  private released = false;
  private onAbort: () => void = () => undefined;

  constructor(
    private readonly incoming: IncomingMessage,
    private readonly budget: BodyBudget,
  ) {}

  /** Whether it is known to exceed API Gateway's limit. */
  get isTooLarge(): boolean {
    return Math.max(this.length, this.declaredLength ?? 0) > MAX_BODY_BYTES;
  }

  /**
   * Returns the body, or an empty one as soon as it is known to be too large; the rest is discarded.
   *
   * @throws {RequestAborted} when the connection ends before the body.
   */
  read(): Promise<Buffer> {
    const { incoming } = this;
    if (this.isTooLarge) return Promise.resolve(Buffer.alloc(0));
    return new Promise((resolve, reject) => {
      const end = () => {
        incoming.removeAllListeners('data');
        this.onAbort = () => undefined;
        resolve(this.isTooLarge ? Buffer.alloc(0) : Buffer.concat(this.chunks.splice(0)));
      };
      incoming
        .on('data', (chunk: Buffer) => {
          this.keep(chunk);
          if (this.isTooLarge) end();
        })
        .once('end', end)
        .once('error', () => this.abort())
        .once('close', () => this.abort());
      this.onAbort = () => reject(new RequestAborted());
    });
  }

  /** Makes a pending `read` fail. */
  abort(): void {
    this.onAbort();
  }

  /** Releases the bytes of the body. */
  release(): void {
    this.released = true;
    this.releaseBudget?.();
    this.releaseBudget = undefined;
  }

  /** The Content-Length; undefined for a chunked body. */
  private get declaredLength(): number | undefined {
    const { 'content-length': length } = this.incoming.headers;
    return length === undefined ? undefined : Number(length);
  }

  private keep(chunk: Buffer): void {
    const wasSmall = this.length <= SMALL_BODY_BYTES;
    this.length += chunk.length;
    if (this.isTooLarge) this.chunks.length = 0;
    else this.chunks.push(chunk);
    if (wasSmall && this.length > SMALL_BODY_BYTES) void this.waitForBudget();
  }

  private async waitForBudget(): Promise<void> {
    this.incoming.pause();
    const giveBack = await this.budget.acquire(this.declaredLength ?? MAX_BODY_BYTES);
    if (this.released) giveBack();
    else this.releaseBudget = giveBack;
    this.incoming.resume();
  }
}
