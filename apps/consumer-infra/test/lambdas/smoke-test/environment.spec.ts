import { readEnvironment } from '../../../src/lambdas/smoke-test/environment';

const service = { name: 'food', item: 'pizza', url: 'https://food.orders.example.com/v1' };

/** What Lambda sets. */
const ofLambda = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'ASIA',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
};

describe('the smoke test’s environment', () => {
  it('names the services', () => {
    expect(readEnvironment({ SERVICES: JSON.stringify([service]) })).toEqual({
      services: [service],
    });
  });

  it('tells which services ask for a signature', () => {
    const SERVICES = JSON.stringify([{ ...service, signed: true }, service]);
    const { services, signature } = readEnvironment({ SERVICES, ...ofLambda });
    expect(services.map(({ signed }) => signed)).toEqual([true, undefined]);
    expect(signature).toEqual({
      region: 'eu-central-1',
      credentials: { accessKeyId: 'ASIA', secretAccessKey: 'secret', sessionToken: 'token' },
    });
  });

  it.each(['AWS_REGION', 'AWS_ACCESS_KEY_ID'])('is refused without %s to sign with', (name) => {
    const SERVICES = JSON.stringify([{ ...service, signed: true }]);
    expect(() => readEnvironment({ SERVICES, ...ofLambda, [name]: undefined })).toThrow(name);
  });

  it('may name an authority', () => {
    const variables = { SERVICES: JSON.stringify([service]), CERTIFICATE_AUTHORITY: 'pem' };
    expect(readEnvironment(variables).certificateAuthority).toBe('pem');
  });

  it.each([
    undefined,
    '',
    '[]',
    JSON.stringify([{ ...service, item: '' }]),
    JSON.stringify([{ ...service, signed: 'yes' }]),
    JSON.stringify([{ ...service, url: 'http://food.orders.example.com/v1' }]),
  ])('is refused at start with SERVICES=%s', (SERVICES) => {
    expect(() => readEnvironment({ SERVICES })).toThrow('SERVICES');
  });
});
