import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from '@sandbox/engine/template';
import { lambdaFunction, lambdaRole } from '@sandbox/engine/testing/lambda-resources';
import { outputValues } from '@sandbox/engine/testing/outputs';
import {
  balancer,
  broken,
  foodAlias,
  hostedZone,
  logGroup,
  subnet,
  vpc,
} from '@sandbox/engine/testing/small-resources';
import { fillDisk } from '@sandbox/kernel/testing/full-disk';
import { answering, functionCode } from '@sandbox/kernel/testing/function-code';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { deployments } from '../../src/testing/deployments';

const { deploy, stack, destroy, account, restart, folder } = deployments();
const folders = temporaryFolders();

const stateFile = () => join(folder(), 'stacks', 'service.json');
const physicalIds = () => [...stack().resources.values()].map(({ physicalId }) => physicalId);

/** A function with a version of it behind the alias `live`; the key is the asset of its code. */
const functionOf = (S3Key: string): Template['Resources'] => ({
  Role: lambdaRole,
  Function: lambdaFunction(S3Key),
  [`Version${S3Key}`]: {
    Type: 'AWS::Lambda::Version',
    Properties: { FunctionName: { Ref: 'Function' } },
  },
  Live: {
    Type: 'AWS::Lambda::Alias',
    Properties: {
      FunctionName: { Ref: 'Function' },
      FunctionVersion: { 'Fn::GetAtt': [`Version${S3Key}`, 'Version'] },
      Name: 'live',
    },
  },
});

const Outputs = { Live: { Value: { Ref: 'Live' } } };

const assetOf = (expression: string) => functionCode(folders(), answering(expression));

async function answered(): Promise<unknown> {
  const { payload } = await account().lambda.invoke(outputValues(stack())['Live'] ?? '', '{}', '');
  return JSON.parse(payload);
}

describe('after a restart', () => {
  it('a stack is unchanged, without events, and needs no update', async () => {
    const resources = { Name: foodAlias(balancer('a')), Vpc: vpc(), Subnet: subnet };
    await deploy(resources, { Description: 'Orders' });
    const before = stack().toState();
    await restart();
    expect(stack().toState()).toEqual(before);
    expect(stack().description).toBe('Orders');
    expect(account().route53.resolve('food.test')).toBe(balancer('a'));
    expect((await deploy(resources, { Description: 'Orders' })).events).toEqual([]);
  });

  it('a change of the template is an update', async () => {
    await deploy({ Name: foodAlias(balancer('a')), Zone: hostedZone('old.test') });
    await restart();
    const { events } = await deploy({ Name: foodAlias(balancer('b')) });
    expect(events).toContain('Name UPDATE_COMPLETE');
    expect(events).toContain('Zone DELETE_COMPLETE');
    expect(account().route53.resolve('food.test')).toBe(balancer('b'));
    expect(account().route53.zoneNames).toEqual([]);
  });

  it('a replacement keeps its physical ID', async () => {
    await deploy({ Vpc: vpc() });
    await deploy({ Vpc: vpc('10.1.0.0/16') });
    const before = physicalIds();
    await restart();
    expect(physicalIds()).toEqual(before);
    expect((await deploy({ Vpc: vpc('10.1.0.0/16') })).events).toEqual([]);
  });

  it('an endpoint has its previous addresses, regardless of earlier resources', async () => {
    const endpoint = {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: {
        VpcId: { Ref: 'Vpc' },
        ServiceName: 'com.amazonaws.eu-central-1.execute-api',
        VpcEndpointType: 'Interface',
        SubnetIds: [{ Ref: 'Subnet' }],
      },
    };
    const network = { Vpc: vpc(), Subnet: subnet };
    await deploy({ ...network, First: endpoint, Second: endpoint });
    await deploy({ ...network, Second: endpoint });
    const [vpcId = ''] = physicalIds();
    const addresses = () =>
      account()
        .ec2.endpointsIn(vpcId, 'execute-api')
        .flatMap(({ networkInterfaces }) =>
          networkInterfaces.map(({ privateIpAddress }) => privateIpAddress),
        );
    expect(addresses()).toEqual(['10.0.0.5']);
    await restart();
    expect(addresses()).toEqual(['10.0.0.5']);
  });

  it('a version runs its code, even if its cloud assembly is gone', async () => {
    const first = { assets: { one: assetOf("'one'") }, Outputs };
    await deploy(functionOf('one'), first);
    await deploy(functionOf('two'), { assets: { two: assetOf("'two'") }, Outputs });
    expect(await answered()).toBe('two');
    await restart();
    expect(await answered()).toBe('two');
    expect(outputValues(stack())['Live']).toMatch(/:live$/);
    expect((await deploy(functionOf('two'), { Outputs })).events).toEqual([]);
  });

  it('a retained resource still exists, even that of a deleted stack', async () => {
    await deploy({ Zone: { ...hostedZone('kept.test'), DeletionPolicy: 'Retain' } });
    await destroy();
    await restart();
    expect(account().stacks.list).toEqual([]);
    expect(account().route53.zoneNames).toEqual(['kept.test']);
  });

  it('a deleted stack does not exist', async () => {
    await deploy({ Zone: hostedZone('a.test') });
    await destroy();
    await restart();
    expect(account().stacks.list).toEqual([]);
    expect(existsSync(stateFile())).toBe(false);
  });

  it('a stack whose creation failed is still in that state', async () => {
    await deploy({ Broken: broken });
    await restart();
    expect(stack().status).toBe('ROLLBACK_COMPLETE');
    expect((await deploy({ Vpc: vpc() })).error).toBeUndefined();
  });

  it('a stack whose update failed is in its previous state', async () => {
    await deploy({ Name: foodAlias(balancer('a')) });
    await deploy({ Name: foodAlias(balancer('b')), Broken: { ...broken, DependsOn: 'Name' } });
    await restart();
    expect(stack().status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(account().route53.resolve('food.test')).toBe(balancer('a'));
  });
});

describe('a state file', () => {
  it.each([
    ['is truncated', (text: string) => text.slice(0, 100)],
    ['is of another format', (text: string) => text.replace('"format": 1', '"format": 0')],
    ['contains invalid properties', (text: string) => text.replace(/"Cidr/g, '"x')],
  ])(
    'that %s is moved aside and reported, and the stack is created again',
    async (_name, spoil) => {
      await deploy({ Vpc: vpc() });
      const [before] = physicalIds();
      writeFileSync(stateFile(), spoil(readFileSync(stateFile(), 'utf8')));
      await restart();
      expect(account().stacks.list).toEqual([]);
      expect(account().stacks.problems).toEqual([
        expect.stringMatching(/service\.json can't be used \(.+\), so its stacks are deployed/),
      ]);
      expect(existsSync(`${stateFile()}.unreadable`)).toBe(true);
      await deploy({ Vpc: vpc() });
      expect(stack().status).toBe('CREATE_COMPLETE');
      expect(physicalIds()).toEqual([before]);
    },
  );

  it('of retained resources that is truncated is moved aside and reported', async () => {
    await deploy({ Vpc: { ...vpc(), DeletionPolicy: 'Retain' } });
    await destroy();
    const file = join(folder(), 'retained-resources.json');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 100));
    await restart();
    expect(account().stacks.problems).toEqual([
      expect.stringMatching(
        /retained-resources\.json can't be used \(it is not JSON\), so resources that a deletion policy retained are forgotten; .+ It is kept as .+\.unreadable$/,
      ),
    ]);
  });

  it('may be a folder, or its folder a file, without overwriting an earlier one', async () => {
    await deploy({ Vpc: vpc() });
    writeFileSync(`${stateFile()}.unreadable`, 'earlier');
    rmSync(stateFile());
    mkdirSync(stateFile());
    await restart();
    expect(account().stacks.problems).toEqual([
      expect.stringMatching(/service\.json can't be used \(.*EISDIR.+service\.json\.unreadable-2$/),
    ]);
    expect(readFileSync(`${stateFile()}.unreadable`, 'utf8')).toBe('earlier');
    rmSync(join(folder(), 'stacks'), { recursive: true });
    writeFileSync(join(folder(), 'stacks'), '');
    await restart();
    expect(account().stacks.problems).toEqual([
      expect.stringMatching(/stacks can't be used \(.*ENOTDIR.+stacks\.unreadable$/),
    ]);
  });

  it('that does not fit on the disk is reported, and written by the next deployment', async () => {
    await deploy({ Vpc: vpc() });
    await deploy({ Vpc: vpc() }, { name: 'other' });
    fillDisk();
    const { error } = await deploy({ Vpc: vpc(), Group: logGroup('a') });
    const destroyed = await destroy('other');
    jest.restoreAllMocks();
    expect(error?.message).toBe(
      'service is in UPDATE_COMPLETE state, which could not be saved to disk (ENOSPC: no space left on ' +
        `device, write ${stateFile()}.new); until the next deployment saves it, a restart restores ` +
        'the previous state',
    );
    expect(destroyed.error?.message).toContain(
      'other is in DELETE_COMPLETE state, which could not',
    );
    await deploy({ Vpc: vpc() }, { name: 'third' });
    await restart();
    expect(account().stacks.list.map(({ name }) => name)).toEqual(['service', 'third']);
    expect(physicalIds()).toHaveLength(2);
  });

  it('that does not fit on the disk does not hide another error', async () => {
    await deploy({ Vpc: vpc() });
    fillDisk();
    const { error } = await deploy({ Vpc: vpc(), Broken: broken });
    jest.restoreAllMocks();
    expect(error?.message).toContain('Broken');
  });

  it('that is lost loses no items, since a table is found by its name', async () => {
    const Table = {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    };
    await deploy({ Table });
    const [TableName] = physicalIds();
    const call = (operation: string, rest: object = {}) =>
      account().dynamodb.handle(operation, JSON.stringify({ TableName, ...rest }));
    await call('PutItem', { Item: { id: { S: '1' } } });
    writeFileSync(stateFile(), '');
    await restart();
    await deploy({ Table });
    expect(JSON.parse((await call('Scan')).body)).toMatchObject({ Count: 1 });
  });

  it('has at most the newest thousand events', async () => {
    await deploy({ Group: logGroup('a') });
    for (let round = 0; round < 350; round++) stack().setStatus('UPDATE_IN_PROGRESS', `${round}`);
    for (let round = 0; round < 700; round++) stack().setStatus('UPDATE_COMPLETE');
    expect(stack().events).toHaveLength(1000);
    expect(stack().events[0]?.reason).toBe('50');
  });
});

describe('the assets of a stack', () => {
  const kept = (name: string) => existsSync(join(folder(), 'assets', name));

  it('are kept while they may be used, and removed then', async () => {
    const first = { first: assetOf("'A'") };
    const second = { second: assetOf("'B'") };
    await deploy(functionOf('first'), { assets: first, Outputs });
    await deploy(functionOf('second'), { assets: second, Outputs });
    expect([kept('first'), kept('second')]).toEqual([false, true]);
    await destroy();
    expect(kept('second')).toBe(false);
  });

  it('may import the AWS SDK, which the runtime includes', async () => {
    const code = functionCode(
      folders(),
      `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
      ${answering('DynamoDBClient.name')}`,
    );
    await deploy(functionOf('first'), { assets: { first: code }, Outputs });
    expect(await answered()).toBe('DynamoDBClient');
  });

  it('of the previous version exist when an update fails', async () => {
    await deploy(functionOf('first'), { assets: { first: assetOf("'A'") }, Outputs });
    const { error } = await deploy(
      { ...functionOf('second'), Broken: { ...broken, DependsOn: 'Live' } },
      { assets: { second: assetOf("'B'") }, Outputs },
    );
    expect(error?.message).toContain('Broken');
    expect(await answered()).toBe('A');
    expect([kept('first'), kept('second')]).toEqual([true, false]);
    await deploy(functionOf('second'), { assets: { second: assetOf("'B'") }, Outputs });
    expect(await answered()).toBe('B');
  });
});
