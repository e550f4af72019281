/**
 * The MOCK integration: responds from the configuration of the API.
 *
 * Only templates without VTL are supported, so a template with a reference or directive is rejected
 * at deployment rather than returned unevaluated.
 */
import { z } from 'zod';
import type { HttpResponse } from '@sandbox/kernel/http';
import { staticHeaders } from './gateway-response';
import type { Integration } from './rest-api';

const requestTemplate = z.record(z.string(), z.unknown());

/**
 * Returns why a MOCK integration is not supported: a template requires VTL, or is not a JSON
 * object.
 */
export function mockProblem(integration: Integration): string | undefined {
  const templates = [
    ...Object.values(integration.requestTemplates),
    ...integration.responses.flatMap((response) => Object.values(response.templates)),
  ];
  const vtl = templates.find((template) => /[#$]/.test(template));
  if (vtl !== undefined) return `VTL in MOCK templates is not supported: ${shown(vtl)}`;
  const invalid = Object.values(integration.requestTemplates).find((each) => !isJsonObject(each));
  if (invalid === undefined) return undefined;
  return `a MOCK request template must be a JSON object, not: ${shown(invalid)}`;
}

/**
 * Returns whether a request is passed to the integration: one with a content type without a
 * template may be rejected.
 *
 * @param contentType without parameters, in lower case.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
 */
export function isSupported(integration: Integration, contentType: string): boolean {
  const { requestTemplates, passthroughBehavior = 'WHEN_NO_MATCH' } = integration;
  if (Object.hasOwn(requestTemplates, contentType)) return true;
  if (passthroughBehavior === 'WHEN_NO_TEMPLATES')
    return Object.keys(requestTemplates).length === 0;
  return passthroughBehavior === 'WHEN_NO_MATCH';
}

/**
 * Returns the response; undefined if the integration has none for the mocked status. A body without
 * a template is passed through unchanged.
 */
export function mockResponse(
  integration: Integration,
  contentType: string,
  body: string,
): HttpResponse | undefined {
  const statusCode = mockedStatus(integration.requestTemplates[contentType] ?? body);
  const response = integration.responses.find((candidate) => candidate.statusCode === statusCode);
  if (!response) return undefined;
  const [responseType = 'application/json', text = ''] =
    Object.entries(response.templates)[0] ?? [];
  return {
    status: response.statusCode,
    headers: { 'content-type': responseType, ...staticHeaders(response.headers) },
    body: text,
  };
}

const mockRequest = z.object({ statusCode: z.number().optional() });

function mockedStatus(request: string): number | undefined {
  try {
    return mockRequest.safeParse(JSON.parse(request)).data?.statusCode;
  } catch {
    return undefined;
  }
}

function isJsonObject(text: string): boolean {
  try {
    return requestTemplate.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** Returns a template in one line, for errors. */
function shown(template: string): string {
  return template.replace(/\s+/g, ' ');
}
