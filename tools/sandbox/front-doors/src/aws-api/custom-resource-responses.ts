/** The endpoint that provider functions of custom resources PUT their responses to, like S3's presigned URLs. */
import { randomBytes } from 'node:crypto';

const PATH = '/custom-resource/';
const TOKEN_BYTES = 32;

export class CustomResourceResponses {
  private readonly waiting = new Map<string, (response: unknown) => void>();

  /**
   * Returns a secret path, the first response PUT there (parsed JSON, or text if it is not JSON), and a
   * function that stops waiting for it.
   */
  expect(): {
    readonly path: string;
    readonly response: Promise<unknown>;
    readonly close: () => void;
  } {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const response = new Promise<unknown>((resolve) => this.waiting.set(token, resolve));
    return { path: PATH + token, response, close: () => this.waiting.delete(token) };
  }

  accepts(method: string | undefined, url: string): boolean {
    return method === 'PUT' && url.startsWith(PATH);
  }

  /** Returns whether a response is expected at the path; only the first one counts. */
  receive(url: string, body: string): boolean {
    const settle = this.waiting.get(url.slice(PATH.length));
    settle?.(parseJson(body));
    return settle !== undefined;
  }
}

/** Text that is not JSON is returned as it is, and rejected by the receiver. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
