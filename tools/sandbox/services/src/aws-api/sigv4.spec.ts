/** Compares signatures with those of AWS's signer, and with the example in its documentation. */
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { httpRequest } from '@sandbox/kernel/testing/http-request';
import { signatureOf, signingTexts } from './sigv4';

it('signs the example of the documentation', () => {
  const scope = { date: '20150830', region: 'us-east-1', service: 'iam' };
  const request = httpRequest({
    path: '/',
    query: 'Action=ListUsers&Version=2010-05-08',
    headers: [
      ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'],
      ['Host', 'iam.amazonaws.com'],
      ['X-Amz-Date', '20150830T123600Z'],
    ],
  });
  const signedHeaders = ['content-type', 'host', 'x-amz-date'];
  const { stringToSign } = signingTexts(request, {
    scope,
    timestamp: '20150830T123600Z',
    signedHeaders,
  });
  expect(signatureOf(stringToSign, 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', scope)).toBe(
    '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  );
});

const SECRET = 'a-secret';
const region = 'eu-central-1';

interface Sent {
  readonly method: string;
  readonly segments: readonly string[];
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly header: string;
  readonly body: string;
}

/** Returns a client's request, signed by the SDK's signer. */
async function signedBySdk({ method, segments, query, header, body }: Sent) {
  const signer = new SignatureV4({
    service: 'execute-api',
    region,
    credentials: { accessKeyId: 'ASIA', secretAccessKey: SECRET, sessionToken: 'token' },
    sha256: Hash.bind(null, 'sha256'),
  });
  const path = `/${segments.map(encodeURIComponent).join('/')}`;
  const { headers } = await signer.sign({
    ...{ protocol: 'https:', hostname: 'food.orders.test', path, method, query, body },
    headers: { host: 'food.orders.test', 'x-note': header },
  });
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    [values].flat().map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  const request = httpRequest({
    ...{ method, path, body, query: pairs.join('&') },
    headers: Object.entries(headers),
  });
  return { request, authorization: headers['authorization'] ?? '' };
}

function verified({ request, authorization }: Awaited<ReturnType<typeof signedBySdk>>): boolean {
  const [, date = '', names = '', signature = ''] =
    /Credential=ASIA\/(\d+)\/.*SignedHeaders=([^,]+), Signature=(\w+)/.exec(authorization) ?? [];
  const scope = { date, region, service: 'execute-api' };
  const timestamp = request.headers.find(([name]) => name === 'x-amz-date')?.[1] ?? '';
  const { stringToSign } = signingTexts(request, {
    scope,
    timestamp,
    signedHeaders: names.split(';'),
  });
  return signatureOf(stringToSign, SECRET, scope) === signature;
}

const text = fc.string({ unit: 'grapheme-ascii' });
const word = fc.string({ unit: 'grapheme', minLength: 1 });
// The SDK's signer collects parameters in an object, in which this name is not an own property.
const parameterName = word.filter((name) => name !== '__proto__');

const sent: fc.Arbitrary<Sent> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'DELETE'),
  segments: fc.array(fc.oneof(word, fc.constantFrom('.', '..', '', "it's (a) test!*")), {
    maxLength: 4,
  }),
  query: fc.dictionary(
    parameterName,
    fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })),
    {
      maxKeys: 3,
      noNullPrototype: true,
    },
  ),
  header: fc.string({ unit: fc.constantFrom('a', 'B', ' ', ',', '"') }),
  body: fc.string(),
});

it("signs every request like the SDK's signer", async () => {
  await fc.assert(
    fc.asyncProperty(sent, async (each) => verified(await signedBySdk(each))),
    { numRuns: 200 },
  );
});
