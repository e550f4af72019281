import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import {
  createDocumentClient,
  operationBudgetMs,
  startBudget,
} from '../../../src/adapters/dynamodb/document-client';

describe('createDocumentClient', () => {
  it('leaves time to respond before the function times out at 10 s', async () => {
    const client = createDocumentClient({ region: 'eu-central-1' });
    expect(await client.config.maxAttempts()).toBe(3);
    expect(operationBudgetMs).toBeLessThan(9_000);
    client.destroy();
  });

  it('shares one time budget between the calls of an operation', () => {
    const timeout = jest.spyOn(AbortSignal, 'timeout');
    const now = jest.spyOn(performance, 'now').mockReturnValue(1_000);
    const remaining = startBudget();
    for (const elapsed of [0, 3_000, 60_000]) {
      now.mockReturnValue(1_000 + elapsed);
      remaining();
    }
    expect(timeout.mock.calls).toEqual([[operationBudgetMs], [operationBudgetMs - 3_000], [0]]);
    jest.restoreAllMocks();
  });

  it('times out on an unresponsive table when the budget is used up', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const client = createDocumentClient({
      endpoint: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const call = client.send(new GetCommand({ TableName: 'orders', Key: { orderId: 'a' } }), {
      abortSignal: AbortSignal.timeout(50),
    });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    client.destroy();
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
  });
});
