/**
 * API Gateway's own responses, in the format of the service's errors.
 *
 * These templates are not VTL: API Gateway replaces `$context` variables with values. AWS does not document
 * how it escapes `$context.error.validationErrorString`, which quotes field names, so the only variable here
 * is the request ID, and the response to an invalid body describes a valid one.
 *
 * A response type for two kinds of errors describes both: API Gateway returns MISSING_AUTHENTICATION_TOKEN
 * for an unknown path as well as for a request without the signature that a method requires.
 *
 * REQUEST_TOO_LARGE is omitted: AWS does not support customizing its default response. Types that need an
 * authorizer or a usage plan are covered by the two defaults, whose status is fixed so that the `status` in
 * the body is true.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.responseTemplates.html
 */
import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { problem, requestModel } from '@cross-account/orders-domain/http';
import type { ApiDefinition, ProblemCode } from '@cross-account/orders-domain/http';
import { problemHeaders } from './problem';

interface GatewayProblem {
  readonly types: readonly ResponseType[];
  readonly code: ProblemCode;
  readonly detail: string;
}

const NOTHING_THERE = 'This path does not exist.';

const SAFE_REPEAT = 'Repeat an order only with the same Idempotency-Key.';

const gatewayProblems: readonly GatewayProblem[] = [
  {
    types: [ResponseType.BAD_REQUEST_PARAMETERS],
    code: 'REQUEST.INVALID_PARAMETER',
    detail: 'A parameter is missing or empty.',
  },
  {
    types: [ResponseType.RESOURCE_NOT_FOUND],
    code: 'ROUTE.NOT_FOUND',
    detail: NOTHING_THERE,
  },
  {
    types: [ResponseType.ACCESS_DENIED, ResponseType.INVALID_API_KEY, ResponseType.WAF_FILTERED],
    code: 'ACCESS.DENIED',
    detail: 'You may not call this API.',
  },
  {
    types: [ResponseType.EXPIRED_TOKEN],
    code: 'ACCESS.DENIED',
    detail: 'The session that signed the request has expired. Sign with new credentials.',
  },
  {
    types: [ResponseType.INVALID_SIGNATURE],
    code: 'ACCESS.DENIED',
    detail:
      'The signature is too old, does not match the request, or belongs to an unknown access key.',
  },
  {
    types: [ResponseType.THROTTLED, ResponseType.QUOTA_EXCEEDED],
    code: 'REQUEST.THROTTLED',
    detail: 'Too many requests. Try again a little later.',
  },
  {
    types: [ResponseType.UNSUPPORTED_MEDIA_TYPE],
    code: 'REQUEST.UNSUPPORTED_MEDIA_TYPE',
    detail: 'The content type must be application/json.',
  },
  {
    types: [ResponseType.API_CONFIGURATION_ERROR],
    code: 'SERVICE.INTERNAL_ERROR',
    detail: 'Something went wrong on our side.',
  },
  {
    types: [ResponseType.INTEGRATION_FAILURE, ResponseType.INTEGRATION_TIMEOUT],
    code: 'SERVICE.TIMEOUT',
    detail: `The service did not answer in time. ${SAFE_REPEAT}`,
  },
  {
    types: [ResponseType.DEFAULT_4XX],
    code: 'REQUEST.MALFORMED',
    detail: 'The request cannot be read.',
  },
  {
    // Among others, when a function's response is not in the format for API Gateway.
    types: [ResponseType.DEFAULT_5XX],
    code: 'SERVICE.INVALID_ANSWER',
    detail: `Something went wrong on our side. ${SAFE_REPEAT}`,
  },
];

/**
 * Turns API Gateway's own responses into problem documents, as far as AWS allows.
 * @param isSigned whether the methods require a signature
 */
export function addGatewayResponses(
  api: RestApi,
  definition: ApiDefinition,
  isSigned: boolean,
): void {
  const all = [...gatewayProblems, missingToken(isSigned), invalidBody(definition)];
  for (const { types, code, detail } of all) {
    const body = problem(code, detail, '$context.requestId');
    for (const type of types) {
      api.addGatewayResponse(type.responseType, {
        type,
        statusCode: String(body.status),
        responseHeaders: problemHeaders,
        templates: { 'application/json': JSON.stringify(body) },
      });
    }
  }
}

/**
 * Returns a 404 in both cases, so that signed requests get the documented response for an unknown path; the
 * text explains it for unsigned requests.
 */
function missingToken(isSigned: boolean): GatewayProblem {
  return {
    types: [ResponseType.MISSING_AUTHENTICATION_TOKEN],
    code: 'ROUTE.NOT_FOUND',
    detail: isSigned
      ? 'This path does not exist, or the request is not signed with AWS Signature Version 4.'
      : NOTHING_THERE,
  };
}

/** Describes both possible reasons, since API Gateway's template can't distinguish them. */
function invalidBody({ service, operations }: ApiDefinition): GatewayProblem {
  const rules = operations.flatMap(({ method, path, body }) =>
    body === undefined
      ? []
      : [`${method} ${path} accepts ${describeBody(requestModel(body, service) as ObjectModel)}`],
  );
  return {
    types: [ResponseType.BAD_REQUEST_BODY],
    code: 'REQUEST.INVALID_BODY',
    detail: `The body is not JSON, or does not match the schema of the operation. ${rules.join(' ')}`,
  };
}

/** The parts of a model that its description contains. */
interface FieldModel {
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description?: string;
}

interface ObjectModel {
  readonly properties?: Readonly<Record<string, FieldModel>>;
  readonly required?: readonly string[];
}

/**
 * Returns a description such as
 * `a JSON object with these fields only: note (optional), at most 500 characters.`
 */
function describeBody({ properties = {}, required = [] }: ObjectModel): string {
  const fields = Object.entries(properties).map(([name, field]) => {
    const optional = required.includes(name) ? '' : ' (optional)';
    return `${name}${optional}${describeLimits(field)}`;
  });
  return `a JSON object with these fields only: ${fields.join('; ')}.`;
}

function describeLimits({ enum: values, minimum, maximum, description = '' }: FieldModel): string {
  if (values) return `, one of ${values.join(', ')}`;
  if (minimum !== undefined && maximum !== undefined) return `, ${minimum} to ${maximum}`;
  const limit = /(?:\d+ to|at most) \d+ characters/i.exec(description);
  return limit === null ? '' : `, ${limit[0].toLowerCase()}`;
}
