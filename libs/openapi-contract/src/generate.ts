/** Generates requests from a document: valid, almost valid, and invalid in any part. */
import { METHODS } from 'node:http';
import fc from 'fast-check';
import type { Document, Operation, Parameter, Schema } from './document';
import type { SentRequest } from './requests';
import { textOf, valueOf } from './values';

/** The methods that reach an API: load balancers respond to `CONNECT` and `TRACE` themselves. */
const methods = METHODS.filter((method) => method !== 'CONNECT' && method !== 'TRACE');

type Change = (text: string) => string;

/** Spellings of a path that some servers treat as equal. */
const pathChanges = fc.constantFrom<Change>(
  (path) => `/${path}`,
  (path) => `${path}/`,
  (path) => `${path}//`,
  (path) => path.replace(/(?<=.)\//, '//'),
  (path) => path.replace('/', '/./'),
  (path) => `${path}/..`,
  (path) => `/x/..${path}`,
  (path) => path.replace(/(?<=.)\//, '%2F'),
  (path) => path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  (path) => path.replace(/[a-z]/, (letter) => `%25${letter.charCodeAt(0).toString(16)}`),
  (path) => path.toUpperCase(),
  (path) => `${path};v=1`,
  (path) => `${path}/more`,
  (path) => path.slice(0, -1),
  () => '',
  () => '/',
);

const queryChanges = fc.constantFrom<Change>(
  (query) => `${query}&${query}`,
  (query) => query.replaceAll('&', ';'),
  (query) => `&&${query}&`,
  (query) => `${query}&colour=red&__proto__=1`,
  (query) => `${query}&colour=|`,
  (query) => query.replaceAll('=', ''),
  (query) => query.toUpperCase(),
  (query) => `${query}%zz`,
  (query) => `${query}%00`,
  (query) => `${query}%FF`,
  (query) => query.replaceAll(/=[^&]*/g, '='),
);

const contentTypes = fc.constantFrom<string | undefined>(
  ...[
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/json;',
    ' application/json ',
  ],
  ...['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'],
  ...['application/jsonp', 'application/problem+json', 'json', '', ';', '*/*', undefined],
);

/** Unusual JSON, and bytes that are not JSON. */
const bodyChanges = fc.constantFrom<(json: string) => Buffer | undefined>(
  () => undefined,
  () => Buffer.from(''),
  () => Buffer.from('  '),
  (json) => Buffer.from(json.slice(0, -1)),
  (json) => Buffer.from(`${json}x`),
  (json) => Buffer.from(` \r\n${json}\t`),
  (json) => Buffer.from(`\ufeff${json}`),
  (json) => Buffer.from(json.replace('}', ',}')),
  (json) => Buffer.from(json.replaceAll('"', "'")),
  (json) => Buffer.from(json.replace('{', '{"fullName":"Twice",')),
  (json) => Buffer.from(`[${json}]`),
  (json) => Buffer.from(JSON.stringify(json)),
  (json) => Buffer.from(json, 'utf16le'),
  (json) => Buffer.from(json.replace('":"', '":"\u00ff'), 'latin1'),
  (json) => Buffer.concat([Buffer.from(json), Buffer.from([0xff, 0xfe])]),
);

/** Returns arbitrary requests to the operations of a document, and to other methods and paths. */
export function requestsOf(document: Document): fc.Arbitrary<SentRequest> {
  const calls = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ path, method, operation })),
  );
  return fc.constantFrom(...calls).chain(({ path, method, operation }) =>
    fc.record({
      method: rarely(fc.constantFrom(...methods), method.toUpperCase()),
      path: pathOf(path, operation),
      headers: headersOf(operation),
      body: bodyOf(document, operation),
    }),
  );
}

/** Mostly valid values, since two invalid ones mask each other. */
function rarely<Value>(arbitrary: fc.Arbitrary<Value>, usual: Value): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary });
}

const unchanged: Change = (text) => text;

function pathOf(template: string, operation: Operation): fc.Arbitrary<string> {
  const inPath = operation.parameters.filter((one) => one.in === 'path');
  const inQuery = operation.parameters.filter((one) => one.in === 'query');
  const path = fc
    .tuple(...inPath.map((one) => textOf(one.schema).map((value) => [one.name, value] as const)))
    .map((values) =>
      values.reduce(
        (filled, [name, value]) => filled.replace(`{${name}}`, () => encoded(value)),
        template,
      ),
    );
  return fc
    .record({
      path,
      query: queryOf(inQuery),
      ofPath: rarely(pathChanges, unchanged),
      ofQuery: rarely(queryChanges, unchanged),
    })
    .map((parts) => {
      const query = parts.ofQuery(parts.query);
      return parts.ofPath(parts.path) + (query === '' ? '' : `?${query}`);
    });
}

function queryOf(parameters: readonly Parameter[]): fc.Arbitrary<string> {
  const values = parameters.map(({ name, schema, required }) =>
    fc.option(
      textOf(schema).map((value) => `${name}=${encoded(value)}`),
      { freq: required ? 20 : 2 },
    ),
  );
  return fc.tuple(...values).map((all) => all.filter((one) => one !== null).join('&'));
}

/** Half of a surrogate pair cannot be encoded. */
function encoded(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

function headersOf(operation: Operation): fc.Arbitrary<SentRequest['headers']> {
  const inHeader = operation.parameters.filter((one) => one.in === 'header');
  const own = inHeader.map(({ name, schema }) =>
    fc
      .option(headerValue(schema))
      .map((value) => (value === null ? [] : [[name.toLowerCase(), value] as const])),
  );
  const usual = operation.requestBody === undefined ? undefined : 'application/json';
  const contentType = rarely(contentTypes, usual).map((type) =>
    type === undefined ? [] : [['content-type', type] as const],
  );
  return fc
    .tuple(contentType, ...own)
    .map((all) => Object.fromEntries<string | readonly string[]>(all.flat()));
}

/** A header's value is visible ASCII, space and tab; a client sends nothing else. */
function headerValue(schema: Schema): fc.Arbitrary<string | readonly string[]> {
  const once = textOf(schema).map((value) => value.replaceAll(/[^\t -~]/g, ''));
  const twice = fc.array(once, { minLength: 2, maxLength: 2 });
  return fc.oneof({ weight: 12, arbitrary: once }, { weight: 1, arbitrary: twice });
}

function bodyOf(document: Document, { requestBody }: Operation): fc.Arbitrary<Buffer | undefined> {
  const [content] = Object.values(requestBody?.content ?? {});
  if (content === undefined) return rarely(fc.constant(Buffer.from('{"a":1}')), undefined);
  const asIs = (json: string): Buffer | undefined => Buffer.from(json);
  return fc
    .tuple(valueOf(resolved(document, content.schema)), rarely(bodyChanges, asIs))
    .map(([value, change]) => change(JSON.stringify(value)));
}

function resolved(document: Document, schema: Schema): Schema {
  const name = /^#\/components\/schemas\/([^/]+)$/.exec(String(schema['$ref']))?.[1];
  return name === undefined ? schema : (document.components.schemas[name] ?? {});
}
