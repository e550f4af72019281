import { Contract, type Call, type ReceivedResponse } from '../src/contract';
import { parseDocument } from '../src/document';
import { disagreements } from '../src/disagreements';
import { Requests, type SentRequest } from '../src/requests';
import { sampleDocument } from './support/sample-document';

const document = parseDocument(sampleDocument);
const contract = new Contract(document);
const reader = new Requests(document, contract);

const addPet: Call = { kind: 'operation', operationId: 'addPet' };
const created: ReceivedResponse = {
  status: 201,
  headers: {
    'content-type': 'application/json; charset=utf-8',
    location: '/pets/1',
    date: 'today',
  },
  body: '{"name":"Rex"}',
};

describe('a response', () => {
  it('matches the document', () => {
    expect(contract.violations(addPet, created)).toEqual([]);
  });

  it.each<[string, Partial<ReceivedResponse>, string]>([
    ['status', { status: 500 }, 'the document does not list the status 500'],
    [
      'media type',
      { headers: { ...created.headers, 'content-type': 'text/html' } },
      'the document does not list the media type "text/html"',
    ],
    [
      'missing header',
      { headers: { 'content-type': 'application/json' } },
      'the header location is missing',
    ],
    [
      'header',
      { headers: { ...created.headers, 'retry-after': 'soon' } },
      'the header retry-after does not match its schema: soon',
    ],
    [
      'surplus header',
      { headers: { ...created.headers, 'x-powered-by': 'a' } },
      'the document does not list the header x-powered-by',
    ],
    [
      'body',
      { body: '{"name":1}' },
      'the body does not match its schema: data/name must be string',
    ],
    ['text', { body: 'Rex' }, 'the body is not JSON'],
  ])('is reported by its %s', (_what, change, violation) => {
    expect(contract.violations(addPet, { ...created, ...change })).toEqual([violation]);
  });

  it('needs no body for HEAD', () => {
    const answer = { status: 405, headers: { 'content-type': 'application/json' }, body: '' };
    expect(contract.violations({ kind: 'method' }, answer, 'HEAD')).toEqual([]);
    expect(contract.violations({ kind: 'method' }, answer, 'PUT')).toEqual([
      'the body is not JSON',
    ]);
  });
});

const json = { 'content-type': 'application/json' };
const body = Buffer.from('{"name":"Rex"}');
const post = (parts: Partial<SentRequest>): SentRequest => ({
  method: 'POST',
  path: '/pets',
  headers: json,
  body,
  ...parts,
});
const get = (path: string): SentRequest => ({ method: 'GET', path, headers: {} });

describe('a request', () => {
  it.each<[string, SentRequest, boolean | undefined]>([
    ['as described', post({}), true],
    ['of another content type', post({ headers: { 'content-type': 'text/plain' } }), false],
    ['without a content type', post({ headers: {} }), undefined],
    ['without a body', post({ body: undefined }), false],
    [
      'with bytes that are not UTF-8',
      post({ body: Buffer.from('{"name":"\xff"}', 'latin1') }),
      false,
    ],
    ['with text that is not JSON', post({ body: Buffer.from('{') }), false],
    ['with another body', post({ body: Buffer.from('{"name":1}') }), false],
    ['with a header', post({ headers: { ...json, 'x-key': ' k ' } }), true],
    ['with a header twice', post({ headers: { ...json, 'x-key': ['k', 'k'] } }), false],
    ['with a parameter', get('/pets?limit=10'), true],
    ['with a parameter twice', get('/pets?limit=10&limit=10'), false],
    ['with a parameter twice, by a semicolon', get('/pets?limit=10;limit=10'), false],
    ['with a parameter out of range', get('/pets?limit=11'), false],
    ['with a parameter in another writing', get('/pets?limit=05'), false],
    ['with an empty parameter', get('/pets?limit='), false],
    ['with an unknown parameter', get('/pets?colour=red'), true],
    ['with a raw pipe', get('/pets?colour=|'), false],
    ['with slashes around its path', get('//pets/'), true],
    ['with a path parameter', get('/pets/%31'), true],
    ['with another path parameter', get('/pets/x'), false],
  ])('%s is parsed', (_what, request, allowed) => {
    expect(reader.read(request)).toMatchObject({ call: { kind: 'operation' }, allowed });
  });

  it.each(['/', '', '/Pets', '/pets//1', '/pets/1/2', '/%70ets', '/pets;v=1'])(
    'matches no operation at %s',
    (path) => {
      expect(reader.read(get(path))).toEqual({ call: { kind: 'path' }, allowed: false });
    },
  );

  it('matches no operation with another method', () => {
    const { call } = reader.read({ ...get('/pets'), method: 'PUT' });
    expect(call).toEqual({ kind: 'method' });
  });
});

describe('a disagreement', () => {
  const refused = { status: 400, headers: { 'content-type': 'application/json' }, body: '{}' };

  it.each<[string, boolean | undefined, ReceivedResponse, string[]]>([
    ['none: allowed and accepted', true, created, []],
    ['none: forbidden and refused', false, refused, []],
    ['none: not decided', undefined, refused, []],
    [
      'allowed and refused',
      true,
      refused,
      ['the document allows a request that is refused with 400'],
    ],
    [
      'forbidden and accepted',
      false,
      created,
      ['the document forbids a request that is accepted with 201'],
    ],
    [
      'a failure',
      undefined,
      { ...refused, status: 502 },
      ['the document does not list the status 502', 'the service failed: 502'],
    ],
  ])('is %s', (_what, allowed, answer, expected) => {
    expect(disagreements(contract, post({}), { call: addPet, allowed }, answer)).toEqual(expected);
  });
});
