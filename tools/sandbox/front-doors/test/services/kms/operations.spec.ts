import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { credentialsFor, region } from '../../../src/testing/account';
import { administrator, callJson } from '../../../src/testing/signed-request';
import {
  owner,
  reader,
  startTwoAccounts,
  type TwoAccounts,
} from '../../../src/testing/two-running-accounts';

const folders = temporaryFolders();
const keyArn = `arn:aws:kms:${region}:${owner}:key/11111111-2222-3333-4444-555555555555`;
let running: TwoAccounts;

beforeAll(async () => {
  running = await startTwoAccounts(folders());
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: [owner, reader] },
    Action: 'kms:DescribeKey',
    Resource: '*',
  };
  running.owner.kms.putKey(keyArn, { Statement: [statement] }, 'stack/Key', {
    description: 'Encrypts',
  });
  running.owner.kms.putAlias('alias/shared', keyArn);
});

afterAll(() => running.stop());

const describeKey = (credentials: ReturnType<typeof administrator>, KeyId: string) =>
  callJson(running.endpoint, credentials, 'TrentService.DescribeKey', { KeyId }, 'kms');

describe('DescribeKey', () => {
  it.each([keyArn, keyArn.split('/')[1] ?? '', 'alias/shared'])('finds a key by %s', async (id) => {
    const { body } = await describeKey(administrator(owner), id);
    expect(body).toMatchObject({
      KeyMetadata: { Arn: keyArn, AWSAccountId: owner, Description: 'Encrypts', Enabled: true },
    });
  });

  it('finds the key of another account by its ARN only, if both accounts allow the caller', async () => {
    expect((await describeKey(administrator(reader), keyArn)).status).toBe(200);
    const mayNot = await describeKey(credentialsFor(running.reader, 's3:*'), keyArn);
    expect(mayNot.body).toMatchObject({ __type: 'AccessDeniedException' });
    const byId = await describeKey(administrator(reader), keyArn.split('/')[1] ?? '');
    expect(byId.body).toMatchObject({ __type: 'NotFoundException' });
  });
});
