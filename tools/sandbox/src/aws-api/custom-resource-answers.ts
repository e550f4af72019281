/** Where the provider functions of custom resources put their answers, as to a presigned URL of S3. */

const PATH = '/custom-resource/';

export class CustomResourceAnswers {
  private readonly waiting = new Map<string, (response: unknown) => void>();

  /** The path that an answer is expected at, and that answer: a value, or text that is not JSON. */
  expect(token: string): { readonly path: string; readonly answer: Promise<unknown> } {
    const answer = new Promise<unknown>((resolve) => this.waiting.set(token, resolve));
    return { path: PATH + token, answer };
  }

  handles(method: string | undefined, url: string): boolean {
    return method === 'PUT' && url.startsWith(PATH);
  }

  take(url: string, body: string): void {
    const token = url.slice(PATH.length);
    this.waiting.get(token)?.(parseJson(body));
    this.waiting.delete(token);
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
