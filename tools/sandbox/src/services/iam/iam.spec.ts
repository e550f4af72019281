import { Iam } from './iam';

const document = { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

describe('IAM of an account', () => {
  it('finds the role of a session by its access key, until the session ends', () => {
    const iam = new Iam('222222222222');
    const role = iam.createRole('place-order');
    const { accessKeyId } = iam.assumeRole(role.arn);
    expect(iam.sessionRole(accessKeyId)).toBe(role);
    iam.endSession(accessKeyId);
    expect(iam.sessionRole(accessKeyId)).toBeUndefined();
  });

  it('gives every session credentials of its own', () => {
    const iam = new Iam('222222222222');
    const { arn } = iam.createRole('place-order');
    const [one, other] = [iam.assumeRole(arn), iam.assumeRole(arn)];
    expect(one.accessKeyId).not.toBe(other.accessKeyId);
    expect(one.secretAccessKey).not.toBe(other.secretAccessKey);
  });

  it('attaches policies to the role that they name', () => {
    const iam = new Iam('222222222222');
    const role = iam.createRole('place-order');
    iam.attachPolicy('place-order', document, 'stack/Policy');
    expect(role.policies.map(({ where }) => where)).toEqual(['stack/Policy']);
  });

  it('refuses a role of another account', () => {
    const iam = new Iam('222222222222');
    const { arn } = new Iam('333333333333').createRole('place-order');
    expect(() => iam.assumeRole(arn)).toThrow(`Account 222222222222 has no role ${arn}`);
  });

  it('refuses a policy for a role that is not there', () => {
    const iam = new Iam('222222222222');
    expect(() => iam.attachPolicy('gone', document, 'stack/Policy')).toThrow(
      'stack/Policy: account 222222222222 has no role gone',
    );
  });
});
