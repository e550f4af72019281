import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { orders } from '@sandbox/services/testing/indexed-orders';
import { startAccount, type RunningAccount } from '../../../src/testing/account';

const folders = temporaryFolders();

describe('the time to live of a table', () => {
  let running: RunningAccount;

  beforeAll(async () => {
    running = await startAccount(folders());
    await running.account.dynamodb.createTable(orders);
  });

  afterAll(() => running.stop());

  async function described(): Promise<unknown> {
    const { body } = await running.account.dynamodb.handle(
      'DescribeTimeToLive',
      JSON.stringify({ TableName: 'orders' }),
    );
    return (JSON.parse(body) as { TimeToLiveDescription: unknown }).TimeToLiveDescription;
  }

  it('follows the template, and is disabled if it is not set', async () => {
    const { dynamodb } = running.account;
    const on = { AttributeName: 'expiresAt', Enabled: true };
    await dynamodb.setTimeToLive('orders');
    expect(await described()).toEqual({ TimeToLiveStatus: 'DISABLED' });
    await dynamodb.setTimeToLive('orders', on);
    await dynamodb.setTimeToLive('orders', on);
    expect(await described()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
    await expect(
      dynamodb.setTimeToLive('orders', { AttributeName: 'other', Enabled: true }),
    ).rejects.toThrow(
      'TimeToLive is active on a different AttributeName: current AttributeName is expiresAt',
    );
    await dynamodb.setTimeToLive('orders', { AttributeName: 'expiresAt', Enabled: false });
    expect(await described()).toEqual({ TimeToLiveStatus: 'DISABLED' });
    await dynamodb.setTimeToLive('orders', on);
    await dynamodb.setTimeToLive('orders');
    expect(await described()).toEqual({ TimeToLiveStatus: 'DISABLED' });
  });
});
