import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import type { Credentials } from '@sandbox/services/iam/session';
import { administrator, callQuery, type ApiAnswer } from '../../../src/testing/signed-request';
import {
  owner,
  reader,
  startTwoAccounts,
  type TwoAccounts,
} from '../../../src/testing/two-running-accounts';
import { credentialsFor } from '../../../src/testing/account';

const folders = temporaryFolders();
const roleArn = `arn:aws:iam::${owner}:role/shared`;
let running: TwoAccounts;

beforeEach(async () => {
  running = await startTwoAccounts(folders());
});

afterEach(() => running.stop());

function textOf({ text }: ApiAnswer, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
}

const call = (credentials: Credentials, parameters: Record<string, string>) =>
  callQuery(running.endpoint, credentials, 'sts', parameters);

const identify = (credentials: Credentials) => call(credentials, { Action: 'GetCallerIdentity' });

const assume = (credentials: Credentials, parameters: Record<string, string> = {}) =>
  call(credentials, {
    Action: 'AssumeRole',
    RoleArn: roleArn,
    RoleSessionName: 'tried',
    ...parameters,
  });

/** Allows a principal to assume the role of the owning account. */
const trust = (AWS: string, Condition?: unknown) =>
  running.owner.iam.putRole('shared', {
    trust: {
      Statement: {
        Effect: 'Allow',
        Principal: { AWS },
        Action: 'sts:AssumeRole',
        ...(Condition === undefined ? {} : { Condition }),
      },
    },
  });

function sessionIn(answer: ApiAnswer): Credentials {
  return {
    accessKeyId: textOf(answer, 'AccessKeyId') ?? '',
    secretAccessKey: textOf(answer, 'SecretAccessKey') ?? '',
    sessionToken: textOf(answer, 'SessionToken') ?? '',
  };
}

describe('GetCallerIdentity', () => {
  it('returns an administrator', async () => {
    const answer = await identify(administrator(reader));
    expect(textOf(answer, 'Arn')).toBe(`arn:aws:iam::${reader}:root`);
    expect(textOf(answer, 'Account')).toBe(reader);
    expect(textOf(answer, 'RequestId')).toBe(answer.headers.get('x-amzn-requestid'));
  });

  it("returns a session, regardless of its role's permissions", async () => {
    const { iam } = running.reader;
    const { arn } = iam.putRole('place-order');
    const answer = await identify(iam.assumeRole(arn, { sessionName: 'me' }));
    expect(textOf(answer, 'Arn')).toBe(`arn:aws:sts::${reader}:assumed-role/place-order/me`);
    expect(textOf(answer, 'UserId')).toMatch(/^AROA[0-9A-F]{17}:me$/);
  });
});

describe('AssumeRole', () => {
  it('returns a session with the permissions of the role', async () => {
    trust(`arn:aws:iam::${reader}:root`);
    const answer = await assume(administrator(reader), { DurationSeconds: '900' });
    expect(answer.status).toBe(200);
    const expires = Date.parse(textOf(answer, 'Expiration') ?? '');
    expect(expires - Date.now()).toBeGreaterThan(890_000);
    expect(expires - Date.now()).toBeLessThanOrEqual(900_000);
    const identity = await identify(sessionIn(answer));
    expect(textOf(identity, 'Arn')).toBe(`arn:aws:sts::${owner}:assumed-role/shared/tried`);
  });

  it('needs permission on both sides in another account', async () => {
    trust(`arn:aws:iam::${reader}:root`);
    const may = await assume(credentialsFor(running.reader, 'sts:AssumeRole'));
    expect(may.status).toBe(200);
    const mayNot = await assume(credentialsFor(running.reader, 's3:*'));
    expect([mayNot.status, textOf(mayNot, 'Code')]).toEqual([403, 'AccessDenied']);
  });

  it.each<[string, () => unknown]>([
    ['trusts nobody', () => running.owner.iam.putRole('shared')],
    ['trusts another account', () => trust(`arn:aws:iam::${owner}:root`)],
    ['does not exist', () => undefined],
    [
      'requires an external ID',
      () => trust(`arn:aws:iam::${reader}:root`, { StringEquals: { 'sts:ExternalId': 'x' } }),
    ],
  ])('is denied if the role %s', async (_name, change) => {
    change();
    const answer = await assume(administrator(reader));
    expect([answer.status, textOf(answer, 'Code')]).toEqual([403, 'AccessDenied']);
    expect(textOf(answer, 'Message')).toMatch(
      `User: arn:aws:iam::${reader}:root is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    );
  });

  it.each<[string, () => unknown]>([
    ['trusts nobody', () => running.owner.iam.putRole('shared')],
    ['does not exist', () => undefined],
  ])('is denied to the administrator of its own account if the role %s', async (_name, change) => {
    change();
    expect((await assume(administrator(owner))).status).toBe(403);
    expect(running.traces.list()[0]?.refusal?.name).toBe('trust policy');
  });

  it('accepts the external ID that the role requires', async () => {
    trust(reader, { StringEquals: { 'sts:ExternalId': 'x' } });
    expect((await assume(administrator(reader), { ExternalId: 'x' })).status).toBe(200);
  });

  it.each([
    [
      { DurationSeconds: '899' },
      "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ],
    [{ DurationSeconds: '43201' }, 'Member must have value less than or equal to 43200'],
    [
      { DurationSeconds: '3601' },
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    ],
    [{ RoleSessionName: 'a b' }, "Value 'a b' at 'roleSessionName' failed to satisfy constraint"],
    [{ RoleArn: 'shared' }, "Value 'shared' at 'roleArn' failed to satisfy constraint"],
    [{ Policy: '{}' }, 'session policies are not supported'],
  ])('rejects %j', async (parameters, says) => {
    trust(reader);
    const answer = await assume(administrator(reader), parameters);
    expect([answer.status, textOf(answer, 'Code')]).toEqual([400, 'ValidationError']);
    expect(answer.text.replaceAll('&#39;', "'")).toContain(says);
  });
});
