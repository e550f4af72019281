/**
 * The MOCK integration: answers from the API's own configuration.
 *
 * Only templates without VTL are known, so a template with a reference or directive is refused at
 * deployment rather than answered as it stands.
 */
import { z } from 'zod';
import type { HttpResponse } from '../../request/http';
import { staticHeaders } from './gateway-response';
import type { Integration } from './rest-api';

const requestTemplate = z.record(z.string(), z.unknown());

/** @throws {Error} when a template needs VTL, or the request template is not a JSON object. */
export function assertMockable(integration: Integration): void {
  const templates = [
    ...Object.values(integration.requestTemplates),
    ...integration.responses.flatMap((response) => Object.values(response.templates)),
  ];
  const vtl = templates.find((template) => /[#$]/.test(template));
  if (vtl !== undefined) throw new Error(`MOCK templates with VTL are not known: ${shown(vtl)}`);
  const request = integration.requestTemplates['application/json'] ?? '{}';
  if (!isJsonObject(request)) {
    throw new Error(`a MOCK request template must be a JSON object, not: ${shown(request)}`);
  }
}

/** The answer, or undefined where the integration has none for the status that it mocks. */
export function mockResponse(integration: Integration): HttpResponse | undefined {
  const request = integration.requestTemplates['application/json'] ?? '{}';
  const { statusCode } = JSON.parse(request) as { statusCode?: number };
  const response = integration.responses.find((candidate) => candidate.statusCode === statusCode);
  if (!response) return undefined;
  const [contentType = 'application/json', body = ''] = Object.entries(response.templates)[0] ?? [];
  return {
    status: response.statusCode,
    headers: { 'content-type': contentType, ...staticHeaders(response.headers) },
    body,
  };
}

function isJsonObject(text: string): boolean {
  try {
    return requestTemplate.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** Templates have lines, errors have one. */
function shown(template: string): string {
  return template.replace(/\s+/g, ' ');
}
