import { stageNames } from '@cross-account/stages';
import { servicesIn } from '../src/services';
import { stages } from '../src/stages';

describe('the services of a stage', () => {
  it.each(stageNames)('are the same in %s as in the platform', (stage) => {
    expect(servicesIn(stage).services.map(({ name, item }) => [name, item])).toEqual(
      stages.sandbox.services.map(({ name, item }) => [name, item]),
    );
  });

  it('are called without a signature unless the stage requires one', () => {
    expect(servicesIn('sandbox').services.map((service) => 'access' in service)).toEqual(
      stages.sandbox.services.map(() => false),
    );
  });

  it('have separate accounts in the sandbox, whose administrators deploy them', () => {
    const { services, allowedServicePrincipalArns } = stages.sandbox;
    const accounts = services.map(({ account }) => account);
    expect(new Set([stages.sandbox.account, ...accounts]).size).toBe(accounts.length + 1);
    expect(allowedServicePrincipalArns).toEqual(
      accounts.map((account) => `arn:aws:iam::${account}:root`),
    );
  });
});
