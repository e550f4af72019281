import { trustsLambda } from '@sandbox/engine/testing/lambda-resources';
import {
  balancer,
  broken,
  foodAlias,
  hostedZone,
  logGroup,
  subnet,
  vpc,
} from '@sandbox/engine/testing/small-resources';
import { deployments } from '../../src/testing/deployments';

const { deploy, stack, account } = deployments();

const physicalId = (logicalId: string) => stack().resources.get(logicalId)?.physicalId;

describe('creating a stack', () => {
  it("logs each step with CloudFormation's messages, in order", async () => {
    const { events, stackEvents } = await deploy({ Subnet: subnet, Vpc: vpc() });
    expect(events).toEqual([
      'service REVIEW_IN_PROGRESS',
      'service CREATE_IN_PROGRESS',
      'Vpc CREATE_IN_PROGRESS',
      'Vpc CREATE_COMPLETE',
      'Subnet CREATE_IN_PROGRESS',
      'Subnet CREATE_COMPLETE',
      'service CREATE_COMPLETE',
    ]);
    expect(stackEvents[0]).toMatchObject({
      resourceType: 'AWS::CloudFormation::Stack',
      physicalId: stack().id,
      reason: 'User Initiated',
    });
    expect(stackEvents.map(({ timestamp }) => timestamp)).toEqual(
      stackEvents.map(({ timestamp }) => timestamp).sort(),
    );
    expect(stack().events).toEqual(stackEvents);
  });

  it('deletes the created resources if it fails, and reports that', async () => {
    const { events, stackEvents, error } = await deploy({
      Vpc: vpc(),
      Zone: hostedZone('made.test'),
      Broken: { ...broken, DependsOn: ['Vpc', 'Zone'] },
    });
    expect(error?.message).toMatch(
      /^service: Broken \(AWS::ApiGateway::RequestValidator\): REST API gone does not exist/,
    );
    expect(events.slice(-8)).toEqual(
      [
        'Broken CREATE_IN_PROGRESS',
        'Broken CREATE_FAILED',
        'service ROLLBACK_IN_PROGRESS',
        'Broken DELETE_IN_PROGRESS',
        'Broken DELETE_COMPLETE',
        'Zone DELETE_IN_PROGRESS',
        'Zone DELETE_COMPLETE',
        'Vpc DELETE_IN_PROGRESS',
        'Vpc DELETE_COMPLETE',
        'service ROLLBACK_COMPLETE',
      ].slice(-8),
    );
    expect(stackEvents.find(({ status }) => status === 'ROLLBACK_IN_PROGRESS')?.reason).toBe(
      'The following resource(s) failed to create: [Broken]. Rollback requested by user.',
    );
    expect(stack().status).toBe('ROLLBACK_COMPLETE');
    expect(stack().resources.size).toBe(0);
    expect(account().route53.zoneNames).toEqual([]);
  });

  it('starts again after a failed creation', async () => {
    await deploy({ Broken: broken });
    const failed = stack().id;
    const { events, error } = await deploy({ Vpc: vpc() });
    expect(error).toBeUndefined();
    expect(events.slice(0, 3)).toEqual([
      'service DELETE_IN_PROGRESS',
      'service DELETE_COMPLETE',
      'service REVIEW_IN_PROGRESS',
    ]);
    expect(stack().status).toBe('CREATE_COMPLETE');
    expect(stack().id).not.toBe(failed);
  });

  it('changes nothing if the template is invalid', async () => {
    const { events, error } = await deploy(
      { Vpc: vpc(), Zone: hostedZone('a') },
      {
        Outputs: { Out: { Value: { 'Fn::Sub': '${Gone.Arn}' } } },
      },
    );
    expect(error?.message).toContain('Outputs.Out.Value');
    expect(events).toEqual([]);
    expect(account().stacks.list).toEqual([]);
  });
});

describe('updating a stack', () => {
  it('changes nothing without differences', async () => {
    await deploy({ Vpc: vpc(), Subnet: subnet });
    const before = stack().events.length;
    const { events, error } = await deploy({ Vpc: vpc(), Subnet: subnet });
    expect([events, error]).toEqual([[], undefined]);
    expect(stack().events).toHaveLength(before);
    expect(stack().status).toBe('CREATE_COMPLETE');
  });

  it('updates in place, creates, and deletes at the end, in that order', async () => {
    await deploy({ Name: foodAlias(balancer('old')), Zone: hostedZone('gone.test'), Vpc: vpc() });
    const { events } = await deploy({
      Name: foodAlias(balancer('new')),
      Vpc: vpc(),
      Group: logGroup('g'),
    });
    expect(events).toEqual([
      'service UPDATE_IN_PROGRESS',
      'Name UPDATE_IN_PROGRESS',
      'Name UPDATE_COMPLETE',
      'Group CREATE_IN_PROGRESS',
      'Group CREATE_COMPLETE',
      'service UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Zone DELETE_IN_PROGRESS',
      'Zone DELETE_COMPLETE',
      'service UPDATE_COMPLETE',
    ]);
    expect(account().route53.resolve('food.test')).toBe(balancer('new'));
    expect(account().route53.zoneNames).toEqual([]);
    expect([...stack().resources.keys()]).toEqual(['Name', 'Vpc', 'Group']);
    expect(stack().updatedAt).toBeDefined();
  });

  it('creates a replacement, updates references to it, and deletes the old resource last', async () => {
    await deploy({ Vpc: vpc(), Subnet: subnet });
    const [oldVpc, oldSubnet] = [physicalId('Vpc'), physicalId('Subnet')];
    const { events, stackEvents } = await deploy({
      Vpc: vpc('10.1.0.0/16'),
      Subnet: { ...subnet, Properties: { ...subnet.Properties, CidrBlock: '10.1.0.0/24' } },
    });
    expect(events).toEqual([
      'service UPDATE_IN_PROGRESS',
      'Vpc UPDATE_IN_PROGRESS',
      'Vpc UPDATE_COMPLETE',
      'Subnet UPDATE_IN_PROGRESS',
      'Subnet UPDATE_COMPLETE',
      'service UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Subnet DELETE_IN_PROGRESS',
      'Subnet DELETE_COMPLETE',
      'Vpc DELETE_IN_PROGRESS',
      'Vpc DELETE_COMPLETE',
      'service UPDATE_COMPLETE',
    ]);
    expect(stackEvents[1]?.reason).toContain('requires the creation of a new physical resource');
    expect(stackEvents.at(-3)?.physicalId).toBe(oldVpc);
    expect(physicalId('Vpc')).not.toBe(oldVpc);
    expect(physicalId('Subnet')).not.toBe(oldSubnet);
    expect(stack().resources.get('Subnet')?.properties['VpcId']).toBe(physicalId('Vpc'));
  });

  it('never reuses a physical ID for a replacement', async () => {
    const ids = new Set<string | undefined>();
    for (const cidr of ['10.0.0.0/16', '10.1.0.0/16', '10.2.0.0/16']) {
      await deploy({ Vpc: vpc(cidr) });
      ids.add(physicalId('Vpc'));
    }
    expect(ids.size).toBe(3);
  });

  it('rejects the replacement of a resource with the same custom name, and rolls back', async () => {
    const table = (key: string) => ({
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'orders',
        KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    });
    await deploy({ Table: table('orderId') });
    const { error } = await deploy({ Table: table('id') });
    expect(error?.message).toContain('Rename orders and update the stack again.');
    expect(stack().status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(physicalId('Table')).toBe('orders');
  });

  it('rejects another type for the same logical ID before any change', async () => {
    await deploy({ It: vpc() });
    const { error, events } = await deploy({ It: hostedZone('a.test') });
    expect(error?.message).toContain('modifies resource type of the following resources: [It]');
    expect(events).toEqual([]);
  });

  it('deploys changes of only outputs and policies', async () => {
    await deploy({ Vpc: vpc() });
    const Outputs = { Id: { Value: { Ref: 'Vpc' } } };
    expect((await deploy({ Vpc: vpc() }, { Outputs })).events).toHaveLength(3);
    expect(stack().outputs.get('Id')?.value).toBe(physicalId('Vpc'));
    await deploy({ Vpc: { ...vpc(), DeletionPolicy: 'Retain' } }, { Outputs });
    expect(stack().resources.get('Vpc')?.deletionPolicy).toBe('Retain');
  });
});

describe('an update that fails', () => {
  it('restores changed resources, deletes new ones, and keeps those to be deleted', async () => {
    await deploy({ Name: foodAlias(balancer('old')), Zone: hostedZone('stays.test'), Vpc: vpc() });
    const before = [...stack().resources.values()].map((resource) => resource.physicalId);
    const { events, stackEvents, error } = await deploy({
      Name: foodAlias(balancer('new')),
      Vpc: vpc('10.1.0.0/16'),
      Group: logGroup('g'),
      Broken: { ...broken, DependsOn: ['Name', 'Vpc', 'Group'] },
    });
    expect(error?.message).toContain(
      'Broken (AWS::ApiGateway::RequestValidator): REST API gone does not exist',
    );
    const from = events.indexOf('service UPDATE_ROLLBACK_IN_PROGRESS');
    expect(stackEvents[from]?.reason).toBe('The following resource(s) failed to create: [Broken].');
    expect(events.slice(from + 1)).toEqual([
      'Name UPDATE_IN_PROGRESS',
      'Name UPDATE_COMPLETE',
      'Vpc UPDATE_COMPLETE',
      'service UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'Broken DELETE_IN_PROGRESS',
      'Broken DELETE_COMPLETE',
      'Group DELETE_IN_PROGRESS',
      'Group DELETE_COMPLETE',
      'Vpc DELETE_IN_PROGRESS',
      'Vpc DELETE_COMPLETE',
      'service UPDATE_ROLLBACK_COMPLETE',
    ]);
    expect(account().route53.resolve('food.test')).toBe(balancer('old'));
    expect(account().route53.zoneNames).toEqual(['stays.test']);
    expect([...stack().resources.values()].map((resource) => resource.physicalId)).toEqual(before);
    expect(Object.keys(stack().template.Resources)).toEqual(['Name', 'Zone', 'Vpc']);
  });

  it('restores a resource whose own update failed halfway', async () => {
    const role = (...Policies: readonly object[]) => ({
      Type: 'AWS::IAM::Role',
      Properties: { RoleName: 'r', AssumeRolePolicyDocument: trustsLambda, Policies },
    });
    const policy = (PolicyName: string, Action: unknown) => ({
      PolicyName,
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
    });
    await deploy({ Role: role(policy('a', 's3:Get*')) });
    await deploy({ Role: role(policy('a', 'kms:*'), policy('b', 1)) });
    expect(stack().status).toBe('UPDATE_ROLLBACK_COMPLETE');
    const found = account().iam.role('arn:aws:iam::222222222222:role/r');
    expect([...(found?.policies.keys() ?? [])]).toEqual(['a']);
  });

  it('restores a resource whose new properties are invalid', async () => {
    await deploy({ Name: foodAlias(balancer('old')) });
    const { error } = await deploy({
      Zone: hostedZone('a.test'),
      Name: foodAlias({ 'Fn::GetAtt': ['Zone', 'NameServers'] }),
    });
    expect(error?.message).toBe(
      'service: Name (AWS::Route53::RecordSet): Properties validation failed for resource Name with ' +
        'message: #/AliasTarget/DNSName: expected type: String, found: JSONArray',
    );
    expect(stack().status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(account().route53.resolve('food.test')).toBe(balancer('old'));
    const { error: mended } = await deploy({ Name: foodAlias(balancer('new')) });
    expect(mended).toBeUndefined();
    expect(account().route53.resolve('food.test')).toBe(balancer('new'));
  });

  it('can be followed by one that succeeds', async () => {
    await deploy({ Vpc: vpc() });
    await deploy({ Vpc: vpc('10.1.0.0/16'), Broken: { ...broken, DependsOn: 'Vpc' } });
    const { error } = await deploy({ Vpc: vpc('10.2.0.0/16') });
    expect(error).toBeUndefined();
    expect(stack().status).toBe('UPDATE_COMPLETE');
    expect(stack().resources.get('Vpc')?.attributes['CidrBlock']).toBe('10.2.0.0/16');
  });
});

describe('two concurrent deployments of one stack', () => {
  it("cause CloudFormation's error, and the first one continues", async () => {
    const first = deploy({ Vpc: vpc(), Subnet: subnet });
    const second = await deploy({ Vpc: vpc() });
    expect(second.error?.message).toMatch(
      /^Stack:arn:aws:cloudformation:.+ is in \w+ state and can not be updated\.$/,
    );
    expect((await first).error).toBeUndefined();
    expect([...stack().resources.keys()]).toEqual(['Vpc', 'Subnet']);
  });
});
