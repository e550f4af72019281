/**
 * AWS JSON 1.0 and 1.1: the operation is in a header, input and output are JSON.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
import { ApiError } from '../api-error';
import { WireOutput } from '../api-response';
import { named, type CommonErrors, type Protocol } from './protocol';

const commonErrors: CommonErrors = {
  missingToken: { code: 'MissingAuthenticationTokenException', status: 400 },
  incompleteSignature: { code: 'IncompleteSignatureException', status: 400 },
  unrecognizedClient: { code: 'UnrecognizedClientException', status: 400 },
  expiredToken: { code: 'ExpiredTokenException', status: 400 },
  accessDenied: { code: 'AccessDeniedException', status: 400 },
  unknownOperation: { code: 'UnknownOperationException', status: 400 },
  malformed: { code: 'SerializationException', status: 400 },
  invalid: { code: 'ValidationException', status: 400 },
  tooLarge: { code: 'RequestEntityTooLargeException', status: 413 },
  internal: { code: 'InternalServerError', status: 500 },
};

export interface JsonProtocolProps {
  readonly version: '1.0' | '1.1';
  /** The prefix of the operation in the header `X-Amz-Target`. */
  readonly target: string;
  /** The namespaces of error types. @default none */
  readonly namespaces?: {
    readonly common: string;
    readonly invalid: string;
  };
}

export function jsonProtocol({ version, target, namespaces }: JsonProtocolProps): Protocol {
  const contentType = `application/x-amz-json-${version}`;
  const answer = (status: number, requestId: string, body: string, type?: string) => ({
    status,
    headers: {
      'content-type': contentType,
      'x-amzn-requestid': requestId,
      ...(type === undefined ? {} : { 'x-amzn-errortype': type }),
    },
    body,
  });
  return {
    operationOf({ headers }) {
      const [prefix, operation = ''] = String(headers['x-amz-target'] ?? '').split('.');
      return prefix === target ? operation : '';
    },
    inputOf: ({ body }) => parseJson(body),
    success: (_operation, output, requestId) =>
      output instanceof WireOutput
        ? answer(output.status, requestId, output.body)
        : answer(200, requestId, JSON.stringify(output)),
    failure(error, requestId) {
      const { code, status, members } = named(error, commonErrors);
      const isCommon = typeof error.kind === 'string';
      const namespace = error.kind === 'invalid' ? namespaces?.invalid : namespaces?.common;
      const type = isCommon && namespace ? `${namespace}#${code}` : code;
      // AWS's front end uses `Message` for its errors, the services `message`.
      const message = error.kind === 'accessDenied' ? 'Message' : 'message';
      const body = { __type: type, [message]: error.message, ...members };
      return answer(status, requestId, JSON.stringify(body), code);
    },
  };
}

/** @throws {ApiError} when the text is not a JSON object. */
export function parseJson(text: string): object {
  let value: unknown;
  try {
    value = text === '' ? {} : JSON.parse(text);
  } catch {
    throw new ApiError('malformed', 'The body is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ApiError('malformed', 'Start of structure or map found where not expected.');
  }
  return value;
}
