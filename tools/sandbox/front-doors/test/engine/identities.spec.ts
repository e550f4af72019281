import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackArtifact } from '@sandbox/engine/testing/stack-artifact';
import type { Template } from '@sandbox/engine/template';
import { logGroup } from '@sandbox/engine/testing/small-resources';
import { answering, functionCode } from '@sandbox/kernel/testing/function-code';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { emulatedTypes } from '@sandbox/services/emulated-types';
import { deployments } from '../../src/testing/deployments';
import { changed, oneOfEach, Ref } from '../../src/testing/one-of-each';
import { startTwoAccounts, type TwoAccounts } from '../../src/testing/two-running-accounts';

const { deploy, stack, account, restart, folder } = deployments();
const folders = temporaryFolders();

type Properties = Readonly<Record<string, unknown>>;

/**
 * Types whose resources AWS identifies by generated IDs, or that another resource may take over.
 */
const GENERATED = [
  'AWS::ApiGateway::Account',
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGateway::DomainNameV2',
  'AWS::ApiGateway::RequestValidator',
  'AWS::ApiGateway::RestApi',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::VPC',
  'AWS::KMS::Key',
  'AWS::Lambda::Permission',
  'AWS::RAM::ResourceShare',
];

/** AWS's error for a second resource, by logical ID. */
const taken = {
  Subnet: /The CIDR '10\.0\.0\.0\/24' conflicts with another subnet/,
  Attached: /resource igw-\w+ is already attached to network vpc-\w+/,
  Route: /The route identified by 0\.0\.0\.0\/0 already exists\./,
  Group: /The security group 'nodes' already exists for VPC 'vpc-\w+'/,
  Ingress:
    /the specified rule "peer: 10\.0\.0\.0\/16, TCP, from port: 443, to port: 443, ALLOW" already exists/,
  Egress: /the specified rule "peer: 0\.0\.0\.0\/0, ALL, ALLOW" already exists/,
  Gateway: /route table rtb-\w+ already has a route with destination-prefix-list-id pl-66a5400f/,
  Interface:
    /conflicting DNS domain for execute-api\.eu-central-1\.amazonaws\.com in the VPC vpc-\w+/,
  Zone: /The VPC vpc-\w+ in region eu-central-1 has already been associated with the hosted zone Z\w+/,
  Record:
    /Tried to create resource record set \[name='food\.orders\.test\.', type='A'\] but it already exists/,
  Balancer: /front already exists in stack arn:aws:cloudformation:/,
  Targets: /targets already exists in stack arn:aws:cloudformation:/,
  Listener: /A listener already exists on this port for this load balancer 'arn:/,
  Rule: /Priority '1' is currently in use/,
  Orders: /Another resource with the same parent already has this name: orders/,
  Order: /Another resource with the same parent already has this name: \{orderId\}/,
  Get: /Method already exists for this resource/,
  Model: /Model name already exists for this REST API/,
  Missing: /'\w+\|MISSING_AUTHENTICATION_TOKEN' already exists\./,
  Stage: /Stage already exists/,
  Domain: /The domain name you provided already exists\./,
  Mapping: /Base path already exists for this domain name/,
  PrivateMapping: /Base path already exists for this domain name/,
  DomainAssociation:
    /The endpoint vpce-\w+ is associated with a private custom domain name food\.orders\.test already/,
  Role: /runs already exists in stack/,
  Inline: /Resource of type 'AWS::IAM::Policy' with identifier 'reads\|runs' already exists\./,
  Managed: /managed already exists in stack/,
  KeyAlias: /alias\/orders already exists in stack/,
  Secret: /endpoint already exists in stack/,
  SecretPolicy: /Resource of type 'AWS::SecretsManager::ResourcePolicy' with identifier 'arn:/,
  Log: /orders already exists in stack/,
  Items: /items already exists in stack/,
  Function: /reads already exists in stack/,
  Version: /A version for this Lambda function exists \( 1 \)\./,
  Schedule: /hourly already exists in stack arn:aws:cloudformation:/,
  Live: /Alias already exists: arn:aws:lambda:eu-central-1:222222222222:function:reads:live/,
} satisfies Partial<Record<LogicalId, RegExp>>;

const cases = Object.entries(taken) as [LogicalId, RegExp][];

const withCode = () => ({
  assets: { 'code.zip': functionCode(folders(), answering('1')) },
});

type LogicalId = keyof typeof oneOfEach;

/** Returns the stack with one more resource that equals another one. */
function withSecond(logicalId: LogicalId, change: Properties = {}): Template['Resources'] {
  return { ...oneOfEach, Second: changed(logicalId, change) };
}

describe('a resource with the identity of another one', () => {
  it('has an example here for each type with an identity', () => {
    const examples = cases.map(([logicalId]) => oneOfEach[logicalId].Type);
    expect([...new Set([...examples, ...GENERATED])].sort()).toEqual(
      [...emulatedTypes.names].sort(),
    );
  });

  it.each(cases)('is rejected as in AWS: %s', async (logicalId, says) => {
    expect((await deploy(oneOfEach, withCode())).error).toBeUndefined();
    const before = stack().resources;
    const { error, events } = await deploy(withSecond(logicalId), withCode());
    expect(error?.message).toMatch(says);
    expect(events).toContain('Second CREATE_FAILED');
    expect(stack().status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(stack().resources).toEqual(before);
  });

  it.each<[LogicalId, Properties]>([
    ['Record', { Name: 'FOOD.orders.test' }],
    ['Rule', { Priority: '1' }],
    ['Route', { DestinationCidrBlock: '1.2.3.4/0' }],
    ['Ingress', { IpProtocol: '6', FromPort: '443', CidrIp: '10.0.99.1/16' }],
    ['Mapping', { BasePath: '' }],
    ['Mapping', { DomainName: 'Food.Orders.Test' }],
    ['Live', { FunctionName: { 'Fn::GetAtt': ['Function', 'Arn'] } }],
    ['Domain', { DomainName: 'FOOD.orders.test' }],
  ])('is rejected however it is written: %s %j', async (logicalId, change) => {
    await deploy(oneOfEach, withCode());
    const { error } = await deploy(withSecond(logicalId, change), withCode());
    expect(error?.message.toLowerCase()).toMatch(/already exists|in use/);
  });

  it.each([
    [
      'a variable next to another one',
      withSecond('Order', { PathPart: '{id}' }),
      /A sibling \(\{orderId\}\)/,
    ],
    [
      'a subnet in a part of another',
      withSecond('Subnet', { CidrBlock: '10.0.0.128/25' }),
      /conflicts/,
    ],
    [
      "a rule in the group's properties",
      withSecond('Ingress', { FromPort: 80, ToPort: 80 }),
      /the specified rule .* already exists/,
    ],
  ])('is rejected partially: %s', async (_name, resources, says) => {
    await deploy(oneOfEach, withCode());
    expect((await deploy(resources, withCode())).error?.message).toMatch(says);
  });

  it.each<[LogicalId, Properties]>([
    ['Get', { HttpMethod: 'PUT' }],
    ['Get', { ResourceId: Ref('Order') }],
    ['Orders', { ParentId: Ref('Orders') }],
    ['Rule', { Priority: 2 }],
    ['Listener', { Port: 80 }],
    ['Live', { Name: 'other' }],
    ['Stage', { StageName: 'other' }],
    ['Record', { Name: 'drinks.orders.test' }],
    ['Ingress', { FromPort: 442 }],
    ['Inline', { PolicyName: 'writes' }],
    ['Interface', { PrivateDnsEnabled: false }],
  ])('is created if it differs partially: %s %j', async (logicalId, change) => {
    await deploy(oneOfEach, withCode());
    const { error } = await deploy(withSecond(logicalId, change), withCode());
    expect(error).toBeUndefined();
  });

  it("is rejected if an update would give it another one's identity", async () => {
    const rules = (first: number, other: number) => ({
      ...withSecond('Rule', { Priority: other }),
      Rule: changed('Rule', { Priority: first }),
    });
    await deploy(rules(1, 2), withCode());
    const { error } = await deploy(rules(2, 1), withCode());
    expect(error?.message).toMatch(/Priority '2' is currently in use/);
    expect(stack().status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await deploy(rules(3, 2), withCode())).error).toBeUndefined();
    expect((await deploy(rules(3, 1), withCode())).error).toBeUndefined();
  });

  it('is rejected in another stack of the account, which remains unchanged', async () => {
    await deploy({ Log: logGroup('a') });
    const { error } = await deploy({ Log: logGroup('a') }, { name: 'other' });
    expect(error?.message).toContain(`a already exists in stack ${stack().id}`);
    expect(stack('other').status).toBe('ROLLBACK_COMPLETE');
    expect(stack().resources.get('Log')?.physicalId).toBe('a');
  });

  it('is rejected while another one is being created', async () => {
    const results = await Promise.all([
      deploy({ Items: oneOfEach.Items }, { name: 'one' }),
      deploy({ Items: oneOfEach.Items }, { name: 'two' }),
    ]);
    const messages = results.map(({ error }) => error?.message).filter(Boolean);
    expect(messages).toEqual([expect.stringContaining('items already exists in stack')]);
  });
});

describe('a custom domain name', () => {
  let both: TwoAccounts;
  beforeEach(async () => {
    both = await startTwoAccounts(folders());
  });
  afterEach(() => both.stop());

  it('is unique over all accounts of a Region', async () => {
    const { owner, reader } = both;
    const artifact = stackArtifact({ Resources: { Domain: oneOfEach.Domain } });
    await owner.stacks.deployStack(artifact);
    await expect(reader.stacks.deployStack(artifact)).rejects.toThrow(
      'The domain name you provided already exists.',
    );
    expect(owner.apigateway.hasDomainName('food.orders.test')).toBe(true);
    await owner.stacks.deleteStack(artifact.name);
    await expect(reader.stacks.deployStack(artifact)).resolves.toBeDefined();
  });
});

describe('the clean-up of an update', () => {
  it('does not delete what another resource has taken over', async () => {
    await deploy(oneOfEach, withCode());
    await doubleOnDisk('Live', 'Twin');
    expect((await deploy(oneOfEach, withCode())).events).toContain('Twin DELETE_COMPLETE');
    const live = stack().resources.get('Live')?.physicalId ?? '';
    expect((await account().lambda.invoke(live, '{}', '')).payload).toBe('1');
  });

  /** Two resources with one identity, as a stack of an older sandbox may contain. */
  async function doubleOnDisk(logicalId: string, twin: string): Promise<void> {
    const file = join(folder(), 'stacks', 'service.json');
    const state = JSON.parse(readFileSync(file, 'utf8')) as {
      resources: { logicalId: string }[];
    };
    const known = state.resources.find((each) => each.logicalId === logicalId);
    state.resources.push({ ...known, logicalId: twin });
    writeFileSync(file, JSON.stringify(state));
    await restart();
  }
});
