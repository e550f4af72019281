import { valueReader, type AccessRequest } from './access-request';
import type { Principal } from './principal';

const account = '222222222222';
const arn = `arn:aws:iam::${account}:role/place-order`;
const sessionArn = `arn:aws:sts::${account}:assumed-role/place-order/session`;
const principals = {
  anonymous: { kind: 'anonymous' },
  service: { kind: 'service', name: 'lambda.amazonaws.com' },
  root: { kind: 'root', account },
  role: { kind: 'role', account, arn, sessionArn, userId: 'AROAEXAMPLE:session' },
} as const satisfies Record<string, Principal>;

function valueOf(key: string, request: Partial<AccessRequest>) {
  return valueReader(key)({
    principal: principals.anonymous,
    action: 'dynamodb:PutItem',
    resource: `arn:aws:dynamodb:eu-central-1:${account}:table/orders`,
    context: new Map(),
    ...request,
  });
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
describe('the condition keys of a principal', () => {
  it.each([
    ['aws:PrincipalArn', { root: `arn:aws:iam::${account}:root`, role: arn }],
    ['aws:PrincipalAccount', { anonymous: 'anonymous', root: account, role: account }],
    ['aws:PrincipalType', { anonymous: 'Anonymous', root: 'Account', role: 'AssumedRole' }],
    ['aws:PrincipalIsAWSService', { service: 'true', root: 'false', role: 'false' }],
    ['aws:PrincipalServiceName', { service: 'lambda.amazonaws.com' }],
    ['aws:PrincipalServiceNamesList', { service: ['lambda.amazonaws.com'] }],
    ['aws:userid', { root: account, role: 'AROAEXAMPLE:session' }],
  ])('%s: %j', (key, values) => {
    const read = Object.entries(principals).map(
      ([kind, principal]) => [kind, valueOf(key, { principal })] as const,
    );
    expect(Object.fromEntries(read.filter(([, value]) => value !== undefined))).toEqual(values);
  });

  it('do not come from the context', () => {
    const context = new Map([['aws:principalarn', 'arn:aws:iam::333333333333:role/other']]);
    expect(valueOf('aws:PrincipalArn', { principal: principals.role, context })).toBe(arn);
  });
});

describe('the time of a request', () => {
  const now = new Date('2026-11-22T12:00:00.500Z');

  beforeEach(() => void jest.useFakeTimers({ now }));
  afterEach(() => void jest.useRealTimers());

  it('is now: as a date, and in seconds since the epoch', () => {
    expect(valueOf('aws:CurrentTime', {})).toBe(now.toISOString());
    expect(valueOf('aws:EpochTime', {})).toBe('1795348800');
  });

  it('may be set in the context', () => {
    const context = new Map([
      ['aws:currenttime', '2020-01-01T00:00:00Z'],
      ['aws:epochtime', '1577836800'],
    ]);
    expect(valueOf('aws:CurrentTime', { context })).toBe('2020-01-01T00:00:00Z');
    expect(valueOf('aws:EpochTime', { context })).toBe('1577836800');
  });
});

describe("the tags of a service's resources", () => {
  const resourceTags = new Map([['team', 'food']]);

  it.each([
    ['aws:ResourceTag/team', 'dynamodb:PutItem', 'food'],
    ['secretsmanager:ResourceTag/team', 'secretsmanager:GetSecretValue', 'food'],
    ['secretsmanager:ResourceTag/team', 'dynamodb:PutItem', undefined],
    ['iam:ResourceTag/team', 'sts:AssumeRole', 'food'],
    ['iam:ResourceTag/team', 'dynamodb:PutItem', undefined],
  ])('%s of %s is %s', (key, action, expected) => {
    expect(valueOf(key, { action, resourceTags })).toBe(expected);
    expect(valueOf(key, { action })).toBeUndefined();
  });
});
