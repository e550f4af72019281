/** The verification of request signatures, and the responses to invalid ones. */
import { consumer, endpointId, hostName } from '@sandbox/engine/testing/two-accounts';
import type { Credentials } from '@sandbox/services/iam/session';
import {
  SESSION,
  bodyOf,
  errorTypeOf,
  outcomeOf,
  shopCredentials,
  signedAccounts,
} from '../testing/signed-accounts';
import { signedParts, type SigningOptions } from '../testing/signed-parts';

const deploy = signedAccounts();

describe('a method that requires a signature', () => {
  it('accepts a signer that both accounts allow', async () => {
    const made = await deploy();
    const credentials = shopCredentials(made);
    const response = await made.send(await signedParts(credentials));
    expect(outcomeOf(response)).toEqual([200, undefined]);
    expect(bodyOf(response)).toMatchObject({
      accountId: consumer,
      accessKey: credentials.accessKeyId,
      userArn: SESSION,
      user: expect.stringMatching(/^AROA\w{17}:morning$/) as string,
      caller: expect.stringMatching(/^AROA\w{17}:morning$/) as string,
      vpceId: endpointId,
    });
    expect(response.trace.hops).toContainEqual(
      expect.objectContaining({ name: 'caller', detail: `signed by ${SESSION}` }),
    );
  });

  it('verifies the body, the query and the method', async () => {
    const made = await deploy();
    const credentials = shopCredentials(made);
    const parts = await signedParts(credentials, {
      method: 'POST',
      body: '{"food":"pizza"}',
      query: 'b=2&a=it%27s%20%2F',
    });
    expect(outcomeOf(await made.send(parts))).toEqual([200, undefined]);
    for (const change of [{ body: '{"food":"pasta"}' }, { query: 'b=3' }, { method: 'PUT' }]) {
      const response = await made.send({ ...parts, ...change });
      expect([...outcomeOf(response), errorTypeOf(response)]).toEqual([
        403,
        'caller',
        'InvalidSignatureException',
      ]);
    }
  });

  it("accepts a signature of its host name with or without the sandbox's port", async () => {
    const made = await deploy();
    const credentials = shopCredentials(made);
    const host = `${hostName}:8443`;
    for (const signedHost of [host, hostName]) {
      const parts = await signedParts(credentials, { host }, { signedHost });
      expect(outcomeOf(await made.send(parts))).toEqual([200, undefined]);
    }
    const other = await signedParts(credentials, { host }, { signedHost: 'other.test' });
    expect(outcomeOf(await made.send(other))).toEqual([403, 'caller']);
  });

  const MINUTE = 60_000;
  const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE);

  it.each<[string, SigningOptions, string, RegExp]>([
    [
      'another service',
      { service: 'lambda' },
      'InvalidSignatureException',
      /^Credential should be scoped to correct service: 'execute-api'\.$/,
    ],
    [
      'another Region',
      { region: 'eu-west-1' },
      'InvalidSignatureException',
      /^Credential should be scoped to a valid region, not 'eu-west-1'\.$/,
    ],
    [
      'six minutes ago',
      { signingDate: ago(6) },
      'InvalidSignatureException',
      /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/,
    ],
    [
      'in six minutes',
      { signingDate: ago(-6) },
      'InvalidSignatureException',
      /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)$/,
    ],
  ])('rejects a signature for %s', async (_what, options, type, message) => {
    const made = await deploy();
    const response = await made.send(await signedParts(shopCredentials(made), {}, options));
    expect([...outcomeOf(response), errorTypeOf(response)]).toEqual([403, 'caller', type]);
    expect(bodyOf(response).message).toMatch(message);
  });

  it.each(['four minutes ago', 'in four minutes'])('accepts a signature of %s', async (when) => {
    const made = await deploy();
    const signingDate = ago(when.startsWith('in') ? -4 : 4);
    const response = await made.send(await signedParts(shopCredentials(made), {}, { signingDate }));
    expect(outcomeOf(response)).toEqual([200, undefined]);
  });

  it('shows the canonical request of a wrong signature in the response, as AWS does, but not in the trace', async () => {
    const made = await deploy();
    const credentials = { ...shopCredentials(made), secretAccessKey: 'another' };
    const response = await made.send(await signedParts(credentials));
    expect(bodyOf(response).message).toMatch(
      /^The request signature we calculated does not match the signature you provided\. Check your AWS Secret Access Key and signing method\. .*\n\nThe Canonical String for this request should have been\n'GET\n\/v1\/orders\n[^]*The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n/,
    );
    const detail = response.trace.refusal?.detail ?? '';
    expect(detail).toContain('does not match');
    expect(detail).not.toContain(credentials.sessionToken);
  });

  it.each<[string, (credentials: Credentials) => Credentials]>([
    ['key', (own) => ({ ...own, accessKeyId: 'ASIA0000000000000000' })],
    ['token', (own) => ({ ...own, sessionToken: 'another' })],
    ['secret, that of an administrator', (own) => ({ ...own, accessKeyId: consumer })],
  ])('rejects an unknown %s', async (_what, change) => {
    const made = await deploy();
    const response = await made.send(await signedParts(change(shopCredentials(made))));
    expect([...outcomeOf(response), errorTypeOf(response), bodyOf(response).message]).toEqual([
      403,
      'caller',
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    ]);
  });

  it('rejects an expired session', async () => {
    const made = await deploy();
    const credentials = shopCredentials(made, { expiresAt: Date.now() - 1 });
    const response = await made.send(await signedParts(credentials));
    expect([...outcomeOf(response), errorTypeOf(response), bodyOf(response).message]).toEqual([
      403,
      'caller',
      'ExpiredTokenException',
      'The security token included in the request is expired',
    ]);
  });

  it.each([
    [
      'Bearer abc',
      /^Invalid key=value pair \(missing equal-sign\) in Authorization header \(hashed/,
    ],
    [
      'abc',
      /'Credential' parameter\. .*'Signature' parameter\. .*'SignedHeaders' parameter\. .*Date/,
    ],
    ['AWS4-HMAC-SHA256 Credential=a', /^Authorization header requires 'Signature' parameter\./],
    [
      'AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=c',
      /requires existence of either a 'X-Amz-Date' or a 'Date' header\./,
    ],
    ['AWS4-ECDSA-P256-SHA256 Credential=a, SignedHeaders=host, Signature=c', /Date/],
  ])('rejects the header %j as an incomplete signature', async (authorization, message) => {
    const made = await deploy();
    const response = await made.send({ headers: [['Authorization', authorization]] });
    expect([...outcomeOf(response), errorTypeOf(response)]).toEqual([
      403,
      'caller',
      'IncompleteSignatureException',
    ]);
    expect(bodyOf(response).message).toMatch(message);
    expect(bodyOf(response).message).not.toContain('abc');
  });

  it('rejects an unsigned request with the message for an unknown path', async () => {
    const made = await deploy();
    const response = await made.send();
    // The API's own gateway response.
    expect(outcomeOf(response)).toEqual([404, 'caller']);
    expect(errorTypeOf(response)).toBe('MissingAuthenticationTokenException');
  });

  it('reports that a signature in the query is not supported', async () => {
    const made = await deploy();
    const { trace } = await made.send({ query: 'X-Amz-Date=1&X-Amz-Signature=1' });
    expect(trace.refusal?.detail).toContain('the sandbox does not support signatures in the query');
  });

  it('rejects an unknown path, even if the request is signed', async () => {
    const made = await deploy();
    const response = await made.send(
      await signedParts(shopCredentials(made), { path: '/v1/nothing' }),
    );
    expect(outcomeOf(response)).toEqual([404, 'method']);
  });
});

it('treats a bearer token as an incomplete signature if no method matches', async () => {
  const made = await deploy({});
  const response = await made.send({
    path: '/v1/nothing',
    headers: [['Authorization', 'Bearer abc']],
  });
  expect([...outcomeOf(response), errorTypeOf(response)]).toEqual([
    403,
    'caller',
    'IncompleteSignatureException',
  ]);
});
