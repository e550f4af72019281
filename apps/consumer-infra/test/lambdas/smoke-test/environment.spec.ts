import { readEnvironment } from '../../../src/lambdas/smoke-test/environment';

const service = { name: 'food', item: 'pizza', url: 'https://food.orders.example.com/v1' };

describe('the smoke test’s environment', () => {
  it('names the services', () => {
    expect(readEnvironment({ SERVICES: JSON.stringify([service]) })).toEqual({
      services: [service],
    });
  });

  it('lists the services that require a signature, and the Region', () => {
    const SERVICES = JSON.stringify([{ ...service, signed: true }, service]);
    const { services, signature } = readEnvironment({ SERVICES, AWS_REGION: 'eu-central-1' });
    expect(services.map(({ signed }) => signed)).toEqual([true, undefined]);
    expect(signature?.region).toBe('eu-central-1');
  });

  it('is rejected without a Region to sign for', () => {
    const SERVICES = JSON.stringify([{ ...service, signed: true }]);
    expect(() => readEnvironment({ SERVICES })).toThrow('AWS_REGION must be set');
  });

  it('accepts a certificate authority', () => {
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
  ])('is rejected at start with SERVICES=%s', (SERVICES) => {
    expect(() => readEnvironment({ SERVICES })).toThrow('SERVICES');
  });
});
