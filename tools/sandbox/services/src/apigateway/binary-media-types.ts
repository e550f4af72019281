/**
 * The binary media types of an API: functions receive and return such bodies in base64.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/lambda-proxy-binary-media.html
 */
import { header, type HttpRequest } from '@sandbox/kernel/http';

const ALL = '*/*';

export class BinaryMediaTypes {
  private readonly types: ReadonlySet<string>;

  /** @param types such as `image/png`, in a template also `image~1png`; {@link ALL} is every type. */
  constructor(types: readonly string[]) {
    this.types = new Set(types.map((type) => type.replaceAll('~1', '/').toLowerCase()));
  }

  /** Returns whether the body of a request is binary, by its content type. */
  areSentBy(request: HttpRequest): boolean {
    return this.include(header(request, 'content-type'));
  }

  /**
   * Returns whether the client accepts a binary response, by the first media type in its `Accept`
   * header.
   */
  areAcceptedBy(request: HttpRequest): boolean {
    return this.include(header(request, 'accept')?.split(',')[0]);
  }

  private include(mediaType = ''): boolean {
    const [type = ''] = mediaType.split(';');
    return this.types.has(ALL) || this.types.has(type.trim().toLowerCase());
  }
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

/** Returns the bytes of a text in base64; undefined if it is invalid. */
export function decodedBase64(text: string): Buffer | undefined {
  return BASE64.test(text) ? Buffer.from(text, 'base64') : undefined;
}
