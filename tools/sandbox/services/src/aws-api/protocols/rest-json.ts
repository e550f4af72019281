/**
 * REST with JSON: an operation is a method and a path. Lambda and API Gateway use it.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
import type { IncomingHttpHeaders } from 'node:http';
import { WireOutput } from '../api-response';
import { named, type CommonErrors, type Protocol, type WireRequest } from './protocol';

const commonErrors: CommonErrors = {
  missingToken: { code: 'MissingAuthenticationTokenException', status: 403 },
  incompleteSignature: { code: 'IncompleteSignatureException', status: 403 },
  unrecognizedClient: { code: 'UnrecognizedClientException', status: 403 },
  expiredToken: { code: 'ExpiredTokenException', status: 403 },
  accessDenied: { code: 'AccessDeniedException', status: 403 },
  unknownOperation: { code: 'UnknownOperationException', status: 404 },
  malformed: { code: 'SerializationException', status: 400 },
  invalid: { code: 'ValidationException', status: 400 },
  tooLarge: { code: 'RequestTooLargeException', status: 413 },
  internal: { code: 'ServiceException', status: 500 },
};

/** The input of an operation. */
export interface RestInput {
  /** The path parameters by name, percent-decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Route {
  readonly operation: string;
  readonly method: string;
  readonly pattern: RegExp;
}

/**
 * @param routes operations by method and path, such as `GET /functions/{FunctionName}`.
 * @param messageName the member with an error's message.
 */
export function restJson(
  routes: Readonly<Record<string, string>>,
  messageName: 'message' | 'Message',
): Protocol {
  const compiled = Object.entries(routes).map(([route, operation]) => compile(route, operation));
  const find = ({ method, url }: WireRequest) => {
    const [path = ''] = url.split('?');
    return compiled.find((route) => route.method === method && route.pattern.test(path));
  };
  return {
    operationOf: (request) => find(request)?.operation ?? '',
    inputOf(request) {
      const [path = '', query = ''] = request.url.split('?');
      const parameters = find(request)?.pattern.exec(path)?.groups ?? {};
      const input: RestInput = {
        path: Object.fromEntries(Object.entries(parameters).map(([k, v]) => [k, decoded(v)])),
        query: Object.fromEntries(new URLSearchParams(query)),
        headers: request.headers,
        body: request.body,
      };
      return input;
    },
    success(_operation, output, requestId) {
      const response =
        output instanceof WireOutput ? output : new WireOutput({ body: JSON.stringify(output) });
      const headers = {
        'content-type': 'application/json',
        'x-amzn-requestid': requestId,
        ...response.headers,
      };
      return { status: response.status, headers, body: response.body };
    },
    failure(error, requestId) {
      const { code, status, members } = named(error, commonErrors);
      const name = error.kind === 'accessDenied' ? 'Message' : messageName;
      return {
        status,
        headers: {
          'content-type': 'application/json',
          'x-amzn-requestid': requestId,
          'x-amzn-errortype': code,
        },
        body: JSON.stringify({ [name]: error.message, ...members }),
      };
    },
  };
}

function compile(route: string, operation: string): Route {
  const [method = '', path = ''] = route.split(' ');
  const pattern = path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return { operation, method, pattern: new RegExp(`^${pattern}/?$`) };
}

/** Decodes a path parameter; an invalid one remains unchanged. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
