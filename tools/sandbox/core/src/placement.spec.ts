import { stackArtifact } from '@sandbox/engine/testing/stack-artifact';
import { assertPlacement, openEnvironments } from './placement';

const stack = { ...stackArtifact({ Resources: {} }), account: '111111111111', region: 'eu-west-1' };

describe('the stacks of assemblies that start together', () => {
  it('may have the same name in different accounts', () => {
    expect(() => assertPlacement([stack, { ...stack, account: '222222222222' }])).not.toThrow();
  });

  it('are rejected with the same name in one account', () => {
    expect(() => assertPlacement([stack, stack])).toThrow(
      'account 111111111111 would contain two stacks called service; change the stackName of one',
    );
  });

  it('are rejected with one account in two Regions', () => {
    const other = { ...stack, name: 'certificate', region: 'us-east-1' };
    expect(() => assertPlacement([stack, other])).toThrow(
      'stack certificate is in us-east-1, and stack service of account 111111111111 in eu-west-1: ' +
        'the sandbox supports one Region per account',
    );
  });

  it('are reported if they are environment-agnostic', () => {
    expect(openEnvironments([stack, { ...stack, isEnvironmentAgnostic: true }])).toEqual([
      'service is environment-agnostic: it runs in account 111111111111, Region eu-west-1',
    ]);
  });
});
