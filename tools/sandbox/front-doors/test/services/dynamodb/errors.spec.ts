import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { accountId, startAccount, type RunningAccount } from '../../../src/testing/account';
import { administrator, callJson } from '../../../src/testing/signed-request';

const folders = temporaryFolders();
let running: RunningAccount;

const table = {
  TableName: 'orders',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
};

beforeEach(async () => {
  running = await startAccount(folders());
  await running.account.dynamodb.createTable(table);
});

afterEach(() => running.stop());

async function call(operation: string, input: object) {
  const target = `DynamoDB_20120810.${operation}`;
  const { status, body } = await callJson(
    running.endpoint,
    administrator(accountId),
    target,
    input,
    'dynamodb',
  );
  const { __type = '', ...rest } = body as { __type?: string; message?: string };
  return { status, error: __type.split('#')[1], ...rest };
}

it('responds to a table that already exists', async () => {
  expect(await call('CreateTable', table)).toEqual({
    status: 400,
    error: 'ResourceInUseException',
    message: 'Table already exists: orders',
  });
});

it('responds to a value of another type', async () => {
  expect(await call('PutItem', { TableName: 'orders', Item: { id: { S: {} } } })).toMatchObject({
    status: 400,
    error: 'SerializationException',
  });
});
