import { Iam } from './iam';

const document = { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

describe('IAM of an account', () => {
  it('finds the role of a session by its access key, until the session ends', () => {
    const iam = new Iam('222222222222');
    const role = iam.putRole('place-order');
    const { accessKeyId } = iam.assumeRole(role.arn);
    expect(iam.sessionRole(accessKeyId)).toBe(role);
    iam.endSession(accessKeyId);
    expect(iam.sessionRole(accessKeyId)).toBeUndefined();
  });

  it('gives every session credentials of its own', () => {
    const iam = new Iam('222222222222');
    const { arn } = iam.putRole('place-order');
    const [one, other] = [iam.assumeRole(arn), iam.assumeRole(arn)];
    expect(one.accessKeyId).not.toBe(other.accessKeyId);
    expect(one.secretAccessKey).not.toBe(other.secretAccessKey);
  });

  it('attaches policies to the role that they name', () => {
    const iam = new Iam('222222222222');
    const role = iam.putRole('place-order');
    iam.putRolePolicy('place-order', 'Writes', document, 'stack/Policy');
    expect([...role.policies.values()].map(({ where }) => where)).toEqual(['stack/Policy']);
    iam.deleteRolePolicy('place-order', 'Writes');
    expect(role.policies.size).toBe(0);
  });

  it('refuses a role of another account', () => {
    const iam = new Iam('222222222222');
    const { arn } = new Iam('333333333333').putRole('place-order');
    expect(() => iam.assumeRole(arn)).toThrow(`Account 222222222222 has no role ${arn}`);
  });

  it('refuses a policy for a role that is not there', () => {
    const iam = new Iam('222222222222');
    expect(() => iam.putRolePolicy('gone', 'Writes', document, 'stack/Policy')).toThrow(
      'stack/Policy: account 222222222222 has no role gone',
    );
  });

  it('ends the sessions of a role with the role', () => {
    const iam = new Iam('222222222222');
    const { accessKeyId } = iam.assumeRole(iam.putRole('place-order').arn);
    const other = iam.assumeRole(iam.putRole('list-orders').arn);
    iam.deleteRole('place-order');
    expect(iam.sessionRole(accessKeyId)).toBeUndefined();
    expect(iam.sessionRole(other.accessKeyId)?.name).toBe('list-orders');
  });

  it('keeps the policies and sessions of a role that is put again', () => {
    const iam = new Iam('222222222222');
    const { accessKeyId } = iam.assumeRole(iam.putRole('place-order').arn);
    iam.putRolePolicy('place-order', 'Writes', document, 'stack/Policy');
    expect(iam.putRole('place-order').policies.size).toBe(1);
    expect(iam.sessionRole(accessKeyId)?.policies.size).toBe(1);
  });
});
