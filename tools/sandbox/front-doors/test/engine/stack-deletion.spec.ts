import type { Template } from '@sandbox/engine/template';
import { broken, hostedZone, logGroup, subnet, vpc } from '@sandbox/engine/testing/small-resources';
import { deployments } from '../../src/testing/deployments';

const { deploy, stack, destroy, account } = deployments();

const physicalId = (logicalId: string) => stack().resources.get(logicalId)?.physicalId;

describe('deleting a stack', () => {
  it('deletes in reverse order of creation, and is then found by its ID only', async () => {
    await deploy({ Subnet: subnet, Vpc: vpc() });
    const { id } = stack();
    expect((await destroy()).events).toEqual([
      'service DELETE_IN_PROGRESS',
      'Subnet DELETE_IN_PROGRESS',
      'Subnet DELETE_COMPLETE',
      'Vpc DELETE_IN_PROGRESS',
      'Vpc DELETE_COMPLETE',
      'service DELETE_COMPLETE',
    ]);
    expect(account().stacks.find('service')).toBeUndefined();
    expect(account().stacks.find(id)?.deletedAt).toBeDefined();
  });

  it('rejects a stack that does not exist', async () => {
    expect((await destroy('gone')).error?.message).toBe('Stack with id gone does not exist');
  });

  it.each([
    ['Retain', undefined],
    ['RetainExceptOnCreate', undefined],
    ['Snapshot', 'The sandbox does not create snapshots: the resource is retained'],
  ])('retains a resource with the policy %s', async (DeletionPolicy, reason) => {
    await deploy({
      Zone: { ...hostedZone('kept.test'), DeletionPolicy },
      Other: hostedZone('gone.test'),
    });
    const { stackEvents } = await destroy();
    const skipped = stackEvents.find(({ status }) => status === 'DELETE_SKIPPED');
    expect([skipped?.logicalId, skipped?.reason]).toEqual(['Zone', reason]);
    expect(account().route53.zoneNames).toEqual(['kept.test']);
  });

  it('retains a resource of a failed creation only with the policy Retain', async () => {
    await deploy({
      Kept: { ...hostedZone('kept.test'), DeletionPolicy: 'Retain' },
      Gone: { ...hostedZone('gone.test'), DeletionPolicy: 'RetainExceptOnCreate' },
      Broken: { ...broken, DependsOn: ['Kept', 'Gone'] },
    });
    expect(account().route53.zoneNames).toEqual(['kept.test']);
  });

  it('does not use the name or physical ID of a retained resource', async () => {
    const kept = { ...vpc(), DeletionPolicy: 'Retain' };
    await deploy({ Vpc: kept, Group: logGroup('taken', { DeletionPolicy: 'Retain' }) });
    const before = physicalId('Vpc');
    await destroy();
    await deploy({ Vpc: kept });
    expect(physicalId('Vpc')).not.toBe(before);
    const { error } = await deploy({ Vpc: kept, Other: logGroup('taken') });
    expect(error?.message).toContain('taken already exists');
  });

  it('retains the replaced resource according to UpdateReplacePolicy', async () => {
    const kept = { UpdateReplacePolicy: 'Retain' };
    await deploy({ Group: logGroup('one', kept) });
    const { events } = await deploy({ Group: logGroup('two', kept) });
    expect(events).toContain('Group DELETE_SKIPPED');
    expect(physicalId('Group')).toBe('two');
  });
});

describe('a table', () => {
  const table = (rest: object = {}) => ({
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      ...rest,
    },
  });
  const call = async (operation: string, rest: object = {}) =>
    account().dynamodb.handle(
      operation,
      JSON.stringify({ TableName: physicalId('Table'), ...rest }),
    );

  it('loses its items with its deletion', async () => {
    await deploy({ Table: table() });
    await call('PutItem', { Item: { id: { S: '1' } } });
    await destroy();
    await deploy({ Table: table() });
    expect(JSON.parse((await call('Scan')).body)).toMatchObject({ Count: 0 });
  });

  it('with deletion protection is not deleted, with its dependencies, until it is disabled', async () => {
    const resources = (DeletionProtectionEnabled: boolean): Template['Resources'] => ({
      Vpc: vpc(),
      Table: { ...table({ DeletionProtectionEnabled }), DependsOn: 'Vpc' },
      Zone: hostedZone('a.test'),
    });
    await deploy(resources(true));
    const { error, events } = await destroy();
    expect(error?.message).toBe('service: The following resource(s) failed to delete: [Table].');
    expect(events).not.toContain('Vpc DELETE_IN_PROGRESS');
    expect(stack().status).toBe('DELETE_FAILED');
    expect([...stack().resources.keys()]).toEqual(['Vpc', 'Table']);
    expect((await deploy(resources(false))).error?.message).toContain('is in DELETE_FAILED state');
  });

  it('disables deletion protection in place', async () => {
    await deploy({ Table: table({ DeletionProtectionEnabled: true }) });
    await deploy({ Table: table() });
    expect((await destroy()).error).toBeUndefined();
  });
});
