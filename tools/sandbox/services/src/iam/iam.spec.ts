import { trustsLambda } from '@sandbox/engine/testing/lambda-resources';
import { Iam } from './iam';

const account = '222222222222';
const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const document = { Statement: statement };

describe('sessions of an account', () => {
  it('are found by their access key, until they end', () => {
    const iam = new Iam(account);
    const role = iam.putRole('place-order');
    const { accessKeyId } = iam.assumeRole(role.arn);
    expect(iam.session(accessKeyId)?.role).toBe(role);
    iam.endSession(accessKeyId);
    expect(iam.session(accessKeyId)).toBeUndefined();
  });

  it('are separate principals, with the name of the session', () => {
    const iam = new Iam(account);
    const { arn } = iam.putRole('place-order');
    const { accessKeyId } = iam.assumeRole(arn, { sessionName: 'one' });
    expect(iam.session(accessKeyId)?.principal).toEqual({
      kind: 'role',
      account,
      arn: 'arn:aws:iam::222222222222:role/place-order',
      sessionArn: 'arn:aws:sts::222222222222:assumed-role/place-order/one',
      userId: expect.stringMatching(/^AROA[0-9A-Z]+:one$/) as string,
      tags: new Map(),
    });
  });

  it('have separate credentials', () => {
    const iam = new Iam(account);
    const { arn } = iam.putRole('place-order');
    const [one, other] = [iam.assumeRole(arn), iam.assumeRole(arn)];
    expect(one.accessKeyId).not.toBe(other.accessKeyId);
    expect(one.secretAccessKey).not.toBe(other.secretAccessKey);
  });

  it('end when their role is deleted', () => {
    const iam = new Iam(account);
    const { accessKeyId } = iam.assumeRole(iam.putRole('place-order').arn);
    const other = iam.assumeRole(iam.putRole('list-orders').arn);
    iam.deleteRole('place-order');
    expect(iam.session(accessKeyId)).toBeUndefined();
    expect(iam.session(other.accessKeyId)?.role.name).toBe('list-orders');
  });

  it('are reported as expired for an hour, then as unknown', () => {
    const iam = new Iam(account);
    const { arn } = iam.putRole('place-order');
    const hours = (count: number) => Date.now() + count * 3_600_000;
    const recent = iam.assumeRole(arn, { expiresAt: hours(-0.5) });
    const old = iam.assumeRole(arn, { expiresAt: hours(-2) });
    iam.assumeRole(arn);
    expect(iam.session(recent.accessKeyId)?.hasExpired).toBe(true);
    expect(iam.session(old.accessKeyId)).toBeUndefined();
  });

  it("can't be created for a role of another account", () => {
    const iam = new Iam(account);
    const { arn } = new Iam('333333333333').putRole('place-order');
    expect(() => iam.assumeRole(arn)).toThrow(`Role ${arn} does not exist in account 222222222222`);
  });
});

describe('roles of an account', () => {
  it('have the policies that are attached to them', () => {
    const iam = new Iam(account);
    const role = iam.putRole('place-order');
    iam.putRolePolicy('place-order', 'Writes', document, 'stack/Policy');
    expect([...role.policies.values()].map(({ where }) => where)).toEqual(['stack/Policy']);
    iam.deleteRolePolicy('place-order', 'Writes');
    expect(role.policies.size).toBe(0);
  });

  it('pass their tags on to their sessions, including later ones', () => {
    const iam = new Iam(account);
    const { arn } = iam.putRole('place-order', { tags: new Map([['team', 'food']]) });
    const session = iam.session(iam.assumeRole(arn).accessKeyId);
    expect(session?.principal.tags).toEqual(new Map([['team', 'food']]));
    iam.putRole('place-order', { tags: new Map([['stage', 'dev']]) });
    expect(session?.principal.tags).toEqual(new Map([['stage', 'dev']]));
  });

  it('reject a policy if they do not exist', () => {
    const iam = new Iam(account);
    expect(() => iam.putRolePolicy('gone', 'Writes', document, 'stack/Policy')).toThrow(
      'stack/Policy: account 222222222222 has no role gone',
    );
  });

  it('keep their policies and sessions when they are updated', () => {
    const iam = new Iam(account);
    const { accessKeyId } = iam.assumeRole(iam.putRole('place-order').arn);
    iam.putRolePolicy('place-order', 'Writes', document, 'stack/Policy');
    expect(iam.putRole('place-order').policies.size).toBe(1);
    expect(iam.session(accessKeyId)?.role.policies.size).toBe(1);
  });

  it('can be assumed by the services that they trust only', () => {
    const iam = new Iam(account);
    const { arn } = iam.putRole('place-order', { trust: trustsLambda });
    expect(iam.isTrusted(arn, 'lambda.amazonaws.com')).toBe(true);
    expect(iam.isTrusted(arn, 'apigateway.amazonaws.com')).toBe(false);
    expect(iam.isTrusted(`${arn}2`, 'lambda.amazonaws.com')).toBe(false);
    iam.putRole('place-order');
    expect(iam.isTrusted(arn, 'lambda.amazonaws.com')).toBe(false);
  });

  it('report the path of an invalid trust policy', () => {
    const trust = { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole' } };
    expect(() => new Iam(account).putRole('r', { trust, where: 'stack/Role' })).toThrow(
      'stack/Role trust policy: not a policy document: a trust policy needs a Principal',
    );
  });
});

describe("a role's inline policies", () => {
  /** Returns a document whose JSON has this number of characters. */
  const ofLength = (length: number) => {
    const withKey = (key: string) => ({
      Statement: { ...statement, Resource: `arn:aws:s3:::${key}` },
    });
    return withKey('x'.repeat(length - JSON.stringify(withKey('')).length));
  };

  it('have one limit, without replaced or deleted ones', () => {
    const iam = new Iam(account);
    iam.putRole('role');
    const put = (name: string, length: number) =>
      iam.putRolePolicy('role', name, ofLength(length), `stack/${name}`);
    put('one', 9_000);
    put('one', 6_000);
    put('two', 4_240);
    expect(() => put('three', 200)).toThrow(
      "stack/three: a role's inline policies together may have at most 10240 characters, got 10440",
    );
    iam.deleteRolePolicy('role', 'two');
    expect(() => put('three', 200)).not.toThrow();
  });
});

describe('managed policies', () => {
  const logs = 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';

  it("are AWS's own, with their documents", () => {
    const iam = new Iam(account);
    const role = iam.putRole('logging');
    iam.attachRolePolicy('logging', logs, 'stack/Role');
    const decision = role.policies.get(logs)?.evaluate({
      principal: { kind: 'anonymous' },
      action: 'logs:PutLogEvents',
      resource: '*',
      context: new Map(),
    });
    expect(decision?.effect).toBe('allow');
    iam.detachRolePolicy('logging', logs);
    expect(role.policies.size).toBe(0);
  });

  it('are rejected if they are unknown', () => {
    const iam = new Iam(account);
    iam.putRole('admin');
    const arn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const message = `stack/Role: unknown managed policy ${arn}`;
    expect(() => iam.attachRolePolicy('admin', arn, 'stack/Role')).toThrow(message);
    expect(() => iam.putRole('admin', { boundary: arn, where: 'stack/Role' })).toThrow(message);
  });

  it('change for every role that has them, as policy and as boundary', () => {
    const iam = new Iam(account);
    const arn = iam.putManagedPolicy('limits', document, 'stack/Limits');
    const role = iam.putRole('place-order', { boundary: arn });
    iam.attachRolePolicy('place-order', arn, 'stack/Role');
    const before = role.boundary;
    iam.putManagedPolicy('limits', { Statement: { ...statement, Effect: 'Deny' } }, 'stack/Limits');
    expect(role.boundary).not.toBe(before);
    expect(role.policies.get(arn)).toBe(role.boundary);
  });

  it('are not deleted while a role has them', () => {
    const iam = new Iam(account);
    const arn = iam.putManagedPolicy('limits', document, 'stack/Limits');
    iam.putRole('place-order', { boundary: arn });
    expect(() => iam.deleteManagedPolicy(arn)).toThrow(
      'Cannot delete a policy attached to entities.',
    );
    iam.putRole('place-order');
    iam.deleteManagedPolicy(arn);
    expect(() => iam.putRole('place-order', { boundary: arn })).toThrow('unknown managed policy');
  });
});
