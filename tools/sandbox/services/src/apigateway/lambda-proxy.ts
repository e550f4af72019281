/**
 * The Lambda proxy integration of REST APIs: the event of a function, and the conversion of its response.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { z } from 'zod';
import { header, type HttpRequest, type HttpResponse } from '@sandbox/kernel/http';
import { oneLine } from '@sandbox/kernel/one-line';
import { isPassedToFunction, nameForClient } from './changed-headers';
import { queryParameters } from './query-string';
import type { RouteMatch } from './route-table';
import type { Method } from './rest-api';

/** The context of a request in the event. */
export interface ProxyContext {
  readonly account: string;
  readonly apiId: string;
  readonly stage: string;
  /** The path without the stage. */
  readonly path: string;
  readonly requestId: string;
  /** The VPC endpoint of the request; undefined for one over the internet. */
  readonly endpoint: { readonly id: string; readonly vpcId: string } | undefined;
  readonly time: Date;
  /** Whether the body is binary, and base64 in the event. @default false */
  readonly isBinary?: boolean;
  /** The signer of the request; undefined if the method requires no signature. */
  readonly caller?: ProxyCaller | undefined;
}

/**
 * The caller of a method that requires a signature.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export interface ProxyCaller {
  /** Twelve digits. */
  readonly accountId: string;
  readonly accessKey: string;
  /** For a role, its unique ID and the session's name. */
  readonly userId: string;
  /** For a role, the ARN of the session. */
  readonly userArn: string;
}

/** Returns the event in payload format 1.0. */
export function proxyEvent(
  request: HttpRequest,
  match: RouteMatch<Method>,
  context: ProxyContext,
): APIGatewayProxyEvent {
  const headers = grouped(request.headers.filter(([name]) => isPassedToFunction(name)));
  const { caller, isBinary = false } = context;
  const isEmpty = request.body.length === 0;
  const query = grouped(queryParameters(request.query));
  const { pathParameters, method } = match;
  const decoded = Object.fromEntries(
    Object.entries(pathParameters).map(([name, value]) => [name, decode(value)]),
  );
  return {
    resource: method.resourcePath,
    path: context.path,
    httpMethod: request.method,
    headers: lastValues(headers),
    multiValueHeaders: headers,
    queryStringParameters: orNull(lastValues(query)),
    multiValueQueryStringParameters: orNull(query),
    pathParameters: orNull(decoded),
    stageVariables: null,
    requestContext: {
      resourceId: method.resourceId,
      resourcePath: method.resourcePath,
      httpMethod: request.method,
      path: request.path,
      accountId: context.account,
      protocol: 'HTTP/1.1',
      stage: context.stage,
      domainName: request.host,
      domainPrefix: request.host.split('.')[0],
      requestId: context.requestId,
      extendedRequestId: context.requestId,
      requestTime: clfTime(context.time),
      requestTimeEpoch: context.time.getTime(),
      apiId: context.apiId,
      authorizer: null,
      identity: {
        cognitoIdentityPoolId: null,
        cognitoIdentityId: null,
        apiKey: null,
        apiKeyId: null,
        principalOrgId: null,
        cognitoAuthenticationType: null,
        userArn: caller?.userArn ?? null,
        userAgent: header(request, 'user-agent') ?? null,
        accountId: caller?.accountId ?? null,
        caller: caller?.userId ?? null,
        sourceIp: request.sourceIp,
        accessKey: caller?.accessKey ?? null,
        cognitoAuthenticationProvider: null,
        user: caller?.userId ?? null,
        clientCert: null,
        ...(context.endpoint && { vpcId: context.endpoint.vpcId, vpceId: context.endpoint.id }),
      },
    },
    body: isEmpty ? null : request.body.toString(isBinary ? 'base64' : 'utf8'),
    isBase64Encoded: isBinary && !isEmpty,
  };
}

const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/);
const headerValue = z
  .union([z.string(), z.number(), z.boolean()])
  .transform(String)
  .refine((value) => /^[\t\x20-\x7e\x80-\xff]*$/.test(value), 'not a header value');

/** API Gateway's limit of a message's headers, in bytes. */
const MAX_HEADER_BYTES = 10_240;

const statusCode = z
  .union([z.number(), z.string().regex(/^\d+$/)])
  .pipe(z.coerce.number<string | number>().int().min(200).max(599));

const proxyResult = z.strictObject({
  statusCode,
  headers: z.record(headerName, headerValue).nullish(),
  multiValueHeaders: z.record(headerName, z.array(headerValue)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** A function's response, with its body unchanged. */
export interface ProxyResponse extends HttpResponse {
  readonly body: string;
  /** Whether the body is base64, for clients that accept binary media types. */
  readonly isBase64Encoded: boolean;
}

/**
 * Returns the parsed response of a function; undefined if API Gateway would reject it as malformed.
 *
 * @param payload the function's result as JSON text.
 */
export function proxyResponse(payload: string): ProxyResponse | undefined {
  const result = proxyResult.safeParse(parseJson(payload));
  if (!result.success) return undefined;
  const { body, isBase64Encoded } = result.data;
  const headers = {
    'content-type': 'application/json',
    ...forClient(result.data),
  };
  if (byteLength(headers) > MAX_HEADER_BYTES) return undefined;
  return {
    status: result.data.statusCode,
    headers,
    body: body ?? '',
    isBase64Encoded: isBase64Encoded ?? false,
  };
}

/** Returns why a response is malformed, without its values. */
export function malformedReason(payload: string): string {
  const { error } = proxyResult.safeParse(parseJson(payload));
  return error ? oneLine(error) : `its headers are over ${MAX_HEADER_BYTES} bytes`;
}

/** Header values are Latin-1, so that a character is a byte. */
function byteLength(headers: HttpResponse['headers']): number {
  return Object.entries(headers)
    .flatMap(([name, values]) => [values].flat().map((value) => `${name}: ${value}\r\n`))
    .join('').length;
}

/**
 * Merges both header maps, without duplicate values.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 */
function forClient({ headers, multiValueHeaders }: z.infer<typeof proxyResult>) {
  const repeated = byName(multiValueHeaders ?? {});
  const merged = new Map<string, string | string[]>(repeated);
  for (const [name, value] of byName(headers ?? {})) {
    const others = repeated.get(name);
    if (others === undefined) merged.set(name, value);
    else if (!others.includes(value)) merged.set(name, [...others, value]);
  }
  return Object.fromEntries(merged);
}

function byName<Value>(headers: Readonly<Record<string, Value>>): Map<string, Value> {
  return new Map(
    Object.entries(headers).flatMap(([name, value]) => {
      const passed = nameForClient(name);
      return passed === undefined ? [] : [[passed, value] as const];
    }),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function grouped(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of pairs) groups.set(name, [...(groups.get(name) ?? []), value]);
  return Object.fromEntries(groups);
}

function lastValues(groups: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, values]) => [name, values.at(-1) ?? '']),
  );
}

function orNull<Value extends object>(value: Value): Value | null {
  return Object.keys(value).length > 0 ? value : null;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Returns a time in the common log format, such as `22/Nov/2026:20:16:54 +0000`. */
function clfTime(time: Date): string {
  const [, day, month, year, clock] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(time.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${clock} +0000`;
}
