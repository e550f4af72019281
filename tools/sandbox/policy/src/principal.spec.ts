import { principalName } from './principal';

it.each([
  [{ kind: 'anonymous' }, 'anonymous'],
  [{ kind: 'service', name: 'lambda.amazonaws.com' }, 'lambda.amazonaws.com'],
  [{ kind: 'root', account: '222222222222' }, 'arn:aws:iam::222222222222:root'],
] as const)('the name of %j in messages is %s', (principal, name) => {
  expect(principalName(principal)).toBe(name);
});
