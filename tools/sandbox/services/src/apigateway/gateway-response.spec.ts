import fc from 'fast-check';
import { renderGatewayResponse, requestTooLarge, type GatewayError } from './gateway-response';
import type { GatewayResponse } from './rest-api';

const context = { requestId: 'r-1', httpMethod: 'GET', path: '/v1/orders', stage: 'v1' };

const badBody: GatewayError = {
  type: 'BAD_REQUEST_BODY',
  status: 400,
  message: 'Invalid request body',
  validationError: '[instance value ("sushi") not found in enum (possible values: ["pizza"])]',
};
const failed: GatewayError = { type: 'INTEGRATION_FAILURE', status: 504, message: 'x' };

function defined(template: string, parts: Partial<GatewayResponse> = {}): GatewayResponse {
  return {
    statusCode: undefined,
    headers: {},
    templates: { 'application/json': template },
    ...parts,
  };
}

function render(
  definitions: Readonly<Record<string, GatewayResponse>>,
  error: GatewayError,
  given = context,
) {
  return renderGatewayResponse(new Map(Object.entries(definitions)), error, given);
}

describe('a gateway response', () => {
  it('inserts the values of the request and the error into the template', () => {
    const template =
      '$context.requestId $context.extendedRequestId $context.httpMethod $context.path ' +
      '$context.stage $context.status $context.error.responseType $context.error.message ' +
      '$context.error.messageString';
    expect(render({ BAD_REQUEST_BODY: defined(template) }, badBody).body).toBe(
      'r-1 r-1 GET /v1/orders v1 400 BAD_REQUEST_BODY Invalid request body "Invalid request body"',
    );
  });

  it('inserts an empty string for a missing value', () => {
    expect(render({ BAD_REQUEST_BODY: defined('[$context.nothing]') }, badBody).body).toBe('[]');
  });

  it('uses the status and the headers of its definition', () => {
    const response = render(
      {
        BAD_REQUEST_BODY: defined('{}', {
          statusCode: 422,
          headers: { 'Content-Type': "'application/problem+json'", 'Retry-After': "'1'" },
        }),
      },
      badBody,
    );
    expect(response.status).toBe(422);
    expect(response.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'retry-after': '1',
    });
  });

  it("uses the template's content type without a header for it", () => {
    const templates = { 'application/xml': '<x/>' };
    const response = render({ BAD_REQUEST_BODY: defined('', { templates }) }, badBody);
    expect(response.headers['content-type']).toBe('application/xml');
  });

  it('stays valid JSON with quotes in the validation error', () => {
    const template = '{"detail":"$context.error.validationErrorString"}';
    const { body } = render({ BAD_REQUEST_BODY: defined(template) }, badBody);
    expect(JSON.parse(String(body))).toEqual({ detail: badBody.validationError });
  });

  it('stays valid JSON with any message and path', () => {
    const template =
      '{"m":$context.error.messageString,"p":"$context.path","v":"$context.error.validationErrorString"}';
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (message, path, validationError) => {
        const error: GatewayError = { ...badBody, message, validationError };
        const { body } = render({ DEFAULT_4XX: defined(template) }, error, { ...context, path });
        expect(JSON.parse(String(body))).toEqual({ m: message, p: path, v: validationError });
      }),
    );
  });

  it('does not expand variables in values', () => {
    const error: GatewayError = { ...badBody, message: '$context.requestId $& $1' };
    expect(render({ BAD_REQUEST_BODY: defined('$context.error.message') }, error).body).toBe(
      '$context.requestId $& $1',
    );
  });

  it('falls back to DEFAULT_4XX or DEFAULT_5XX by status', () => {
    const definitions = { DEFAULT_4XX: defined('four'), DEFAULT_5XX: defined('five') };
    expect(render(definitions, badBody)).toMatchObject({ status: 400, body: 'four' });
    expect(render(definitions, failed)).toMatchObject({ status: 504, body: 'five' });
  });

  it('prefers the definition of its own type to the default', () => {
    const definitions = { DEFAULT_4XX: defined('default'), BAD_REQUEST_BODY: defined('own') };
    expect(render(definitions, badBody).body).toBe('own');
  });

  it.each([
    ['REQUEST_TOO_LARGE', 413, 'Request Too Long'],
    ['URI_TOO_LONG', 414, 'Request URI too long'],
  ] as const)(
    "has API Gateway's message for %s, regardless of definitions",
    (type, status, message) => {
      const definitions = {
        REQUEST_TOO_LARGE: defined('{"code":"own"}', { statusCode: 418 }),
        DEFAULT_4XX: defined('{"code":"default"}', { statusCode: 403 }),
      };
      const response = render(definitions, { type, status, message });
      expect(response).toMatchObject({ status, body: JSON.stringify({ message }) });
      expect(response.headers['content-type']).toBe('application/json');
    },
  );

  it('falls back to the default response without a definition', () => {
    const response = render({}, badBody);
    expect(response).toMatchObject({ status: 400, body: '{"message":"Invalid request body"}' });
    expect(response.headers['content-type']).toBe('application/json');
  });

  it('has the default body if a definition has only a status', () => {
    const definitions = { BAD_REQUEST_BODY: defined('', { statusCode: 418, templates: {} }) };
    expect(render(definitions, badBody)).toMatchObject({
      status: 418,
      body: '{"message":"Invalid request body"}',
    });
  });

  it("has API Gateway's message for what is too large, regardless of definitions", () => {
    const definitions = { DEFAULT_4XX: defined('default'), REQUEST_TOO_LARGE: defined('own') };
    expect(render(definitions, requestTooLarge)).toMatchObject({
      status: 413,
      headers: { 'content-type': 'application/json' },
      body: '{"message":"Request Too Long"}',
    });
  });
});
