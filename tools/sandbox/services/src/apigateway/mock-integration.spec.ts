import { mockProblem, isSupported, mockResponse } from './mock-integration';
import type { Integration } from './rest-api';

const JSON_TYPE = 'application/json';

function mock(parts: Partial<Integration> = {}): Integration {
  return {
    type: 'MOCK',
    functionArn: '',
    timeout: 29_000,
    requestTemplates: { 'application/json': '{"statusCode":405}' },
    responses: [
      { statusCode: 200, headers: {}, templates: {} },
      {
        statusCode: 405,
        headers: { Allow: "'GET, POST'" },
        templates: { 'application/problem+json': '{"status":405}' },
      },
    ],
    ...parts,
  };
}

describe('a MOCK integration', () => {
  it('responds with the status in its request template', () => {
    expect(mockResponse(mock(), JSON_TYPE, '')).toEqual({
      status: 405,
      headers: { 'content-type': 'application/problem+json', allow: 'GET, POST' },
      body: '{"status":405}',
    });
  });

  it('has an empty JSON body without a response template', () => {
    const requestTemplates = { 'application/json': '{"statusCode":200}' };
    expect(mockResponse(mock({ requestTemplates }), JSON_TYPE, '')).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '',
    });
  });

  it.each([[{}], [{ 'application/json': '{"statusCode":404}' }], [{ 'application/json': '{}' }]])(
    'fails if its request template selects no response: %j',
    (requestTemplates) => {
      expect(mockResponse(mock({ requestTemplates }), JSON_TYPE, '')).toBeUndefined();
    },
  );

  it('responds by the request body without a template for its content type', () => {
    expect(mockResponse(mock(), 'text/plain', '{"statusCode":200}')?.status).toBe(200);
    expect(mockResponse(mock(), 'text/plain', 'no JSON')).toBeUndefined();
  });

  it.each([
    ['WHEN_NO_MATCH', { [JSON_TYPE]: '{}' }, 'text/plain', true],
    ['WHEN_NO_TEMPLATES', { [JSON_TYPE]: '{}' }, 'text/plain', false],
    ['WHEN_NO_TEMPLATES', {}, 'text/plain', true],
    ['NEVER', {}, 'text/plain', false],
    ['NEVER', { [JSON_TYPE]: '{}' }, JSON_TYPE, true],
    [undefined, { [JSON_TYPE]: '{}' }, 'text/plain', true],
  ] as const)(
    'with %s and templates %j supports %s: %s',
    (behaviour, templates, type, supported) => {
      const parts = { requestTemplates: templates };
      const integration = mock(behaviour ? { ...parts, passthroughBehavior: behaviour } : parts);
      expect(isSupported(integration, type)).toBe(supported);
    },
  );

  it('is deployed without VTL', () => {
    expect(mockProblem(mock())).toBeUndefined();
  });

  it.each(['{statusCode: 405}', '{"statusCode":405', '', 'null', '405', '"405"', '[405]'])(
    'is rejected at deployment with the request template %j, which is not a JSON object',
    (template) => {
      const requestTemplates = { 'application/json': template };
      expect(mockProblem(mock({ requestTemplates }))).toBe(
        `a MOCK request template must be a JSON object, not: ${template}`,
      );
    },
  );

  it.each([
    ['{\n  statusCode: 405\r\n}', 'a MOCK request template must be a JSON object, not: '],
    ['{\n  #set($x = 1)\n}', 'VTL in MOCK templates is not supported: '],
  ])('is rejected in one line with the template %j', (template, says) => {
    const requestTemplates = { 'application/json': template };
    expect(mockProblem(mock({ requestTemplates }))).toBe(`${says}${template.replace(/\s+/g, ' ')}`);
  });

  it('is rejected with a template for another content type that is not a JSON object', () => {
    const requestTemplates = { [JSON_TYPE]: '{}', 'text/plain': '[]' };
    expect(mockProblem(mock({ requestTemplates }))).toContain('must be a JSON object');
  });

  it('is deployed with a response template that is not JSON', () => {
    const templates = { 'text/plain': 'use GET' };
    const responses = [{ statusCode: 405, headers: {}, templates }];
    expect(mockProblem(mock({ responses }))).toBeUndefined();
  });

  it.each(['#set($x = 1)', '{"id":"$context.requestId"}'])(
    'is rejected at deployment with the VTL %s',
    (template) => {
      const says = `VTL in MOCK templates is not supported: ${template}`;
      const templates = { 'application/json': template };
      const responses = [{ statusCode: 200, headers: {}, templates }];
      expect(mockProblem(mock({ requestTemplates: templates }))).toContain(says);
      expect(mockProblem(mock({ responses }))).toContain(says);
    },
  );
});
