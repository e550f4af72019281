/** Where the provider functions of custom resources put their answers, as to a presigned URL of S3. */
import { randomBytes } from 'node:crypto';

const PATH = '/custom-resource/';
const TOKEN_BYTES = 32;

export class CustomResourceAnswers {
  private readonly waiting = new Map<string, (response: unknown) => void>();

  /**
   * Returns a secret path, the first answer that is put there (a value, or text
   * that is not JSON), and what ends the wait.
   */
  expect(): {
    readonly path: string;
    readonly answer: Promise<unknown>;
    readonly forget: () => void;
  } {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const answer = new Promise<unknown>((resolve) => this.waiting.set(token, resolve));
    return { path: PATH + token, answer, forget: () => this.waiting.delete(token) };
  }

  handles(method: string | undefined, url: string): boolean {
    return method === 'PUT' && url.startsWith(PATH);
  }

  /** Returns whether an answer is expected there; one that is put there again changes nothing. */
  take(url: string, body: string): boolean {
    const settle = this.waiting.get(url.slice(PATH.length));
    settle?.(parseJson(body));
    return settle !== undefined;
  }
}

/** What is not JSON stays text, which the receiver will refuse with its own words. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
