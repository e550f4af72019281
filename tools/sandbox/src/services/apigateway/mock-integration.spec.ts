import { assertMockable, mockResponse } from './mock-integration';
import type { Integration } from './rest-api';

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
  it('answers with the response of the status that its request template names', () => {
    expect(mockResponse(mock())).toEqual({
      status: 405,
      headers: { 'content-type': 'application/problem+json', allow: 'GET, POST' },
      body: '{"status":405}',
    });
  });

  it('has an empty JSON body without a response template', () => {
    const requestTemplates = { 'application/json': '{"statusCode":200}' };
    expect(mockResponse(mock({ requestTemplates }))).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '',
    });
  });

  it.each([[{}], [{ 'application/json': '{"statusCode":404}' }], [{ 'application/json': '{}' }]])(
    'has no answer where its request template names no response: %j',
    (requestTemplates) => {
      expect(mockResponse(mock({ requestTemplates }))).toBeUndefined();
    },
  );

  it('is deployed without VTL', () => {
    expect(() => assertMockable(mock())).not.toThrow();
  });

  it.each(['{statusCode: 405}', '{"statusCode":405', '', 'null', '405', '"405"', '[405]'])(
    'is refused at deployment with the request template %j, which is no JSON object',
    (template) => {
      const requestTemplates = { 'application/json': template };
      expect(() => assertMockable(mock({ requestTemplates }))).toThrow(
        new Error(`a MOCK request template must be a JSON object, not: ${template}`),
      );
    },
  );

  it.each([
    ['{\n  statusCode: 405\r\n}', 'a MOCK request template must be a JSON object, not: '],
    ['{\n  #set($x = 1)\n}', 'MOCK templates with VTL are not known: '],
  ])('is refused in one line with the template %j', (template, says) => {
    const requestTemplates = { 'application/json': template };
    expect(() => assertMockable(mock({ requestTemplates }))).toThrow(
      new Error(`${says}${template.replace(/\s+/g, ' ')}`),
    );
  });

  it('is deployed with a response template that is no JSON', () => {
    const templates = { 'text/plain': 'use GET' };
    const responses = [{ statusCode: 405, headers: {}, templates }];
    expect(() => assertMockable(mock({ responses }))).not.toThrow();
  });

  it.each(['#set($x = 1)', '{"id":"$context.requestId"}'])(
    'is refused at deployment with the VTL %s',
    (template) => {
      const says = `MOCK templates with VTL are not known: ${template}`;
      const templates = { 'application/json': template };
      const responses = [{ statusCode: 200, headers: {}, templates }];
      expect(() => assertMockable(mock({ requestTemplates: templates }))).toThrow(says);
      expect(() => assertMockable(mock({ responses }))).toThrow(says);
    },
  );
});
