import { TemplateError, type Template } from '@sandbox/engine/template';
import { outputValues } from '@sandbox/engine/testing/outputs';
import { refusedResources } from '@sandbox/engine/testing/refused-resources';
import { stackArtifact } from '@sandbox/engine/testing/stack-artifact';
import { UnsupportedError } from '@sandbox/engine/unsupported';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { accountId, startAccount, type RunningAccount } from '../../src/testing/account';

const folders = temporaryFolders();
let running: RunningAccount;

beforeEach(async () => {
  running = await startAccount(folders());
});

afterEach(() => running.stop());

function deploy(template: Template) {
  return running.account.stacks.deployStack(stackArtifact(template));
}

const vpc = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } };

/** Returns a resource that exists only under a condition. */
function conditional(Condition: string, LogGroupName = Condition) {
  return { Type: 'AWS::Logs::LogGroup', Condition, Properties: { LogGroupName } };
}

describe('deploying a stack', () => {
  it('creates each resource after its references, regardless of the order in the template', async () => {
    const stack = await deploy({
      Resources: {
        Endpoint: {
          Type: 'AWS::EC2::VPCEndpoint',
          Properties: {
            VpcId: { Ref: 'Vpc' },
            ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.execute-api' },
            VpcEndpointType: 'Interface',
            SubnetIds: [{ Ref: 'Subnet' }],
          },
        },
        Subnet: {
          Type: 'AWS::EC2::Subnet',
          Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.1.0/24' },
        },
        Vpc: vpc,
      },
      Outputs: { Vpc: { Value: { Ref: 'Vpc' } } },
    });
    expect(stack).toMatchObject({ name: 'service', account: accountId, status: 'CREATE_COMPLETE' });
    expect([...stack.resources.keys()]).toEqual(['Vpc', 'Subnet', 'Endpoint']);
    const vpcId = stack.outputs.get('Vpc')?.value ?? '';
    const [endpoint] = running.account.ec2.endpointsIn(vpcId, 'execute-api');
    expect(endpoint?.networkInterfaces).toMatchObject([{ privateIpAddress: '10.0.1.4' }]);
  });

  it('returns the outputs as strings', async () => {
    const stack = await deploy({
      Parameters: { Shards: { Type: 'Number', Default: 4 } },
      Resources: { Vpc: vpc },
      Outputs: {
        Cidr: { Value: { 'Fn::GetAtt': ['Vpc', 'CidrBlock'] } },
        Shards: { Value: { Ref: 'Shards' } },
        Place: { Value: { 'Fn::Sub': '${AWS::Partition} ${AWS::AccountId} ${AWS::StackName}' } },
      },
    });
    expect(outputValues(stack)).toEqual({
      Cidr: '10.0.0.0/16',
      Shards: '4',
      Place: 'aws 222222222222 service',
    });
  });

  it('omits resources and outputs whose condition is false', async () => {
    const stack = await deploy({
      Conditions: {
        Here: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] },
        Elsewhere: { 'Fn::Not': [{ Condition: 'Here' }] },
      },
      Resources: { One: conditional('Here'), Other: conditional('Elsewhere') },
      Outputs: {
        One: { Condition: 'Here', Value: { Ref: 'One' } },
        Other: { Condition: 'Elsewhere', Value: { Ref: 'Other' } },
      },
    });
    expect([...stack.resources.keys()]).toEqual(['One']);
    expect(outputValues(stack)).toEqual({ One: 'Here' });
  });

  it('supports several resources and conditions with the same condition', async () => {
    const { resources } = await deploy({
      Conditions: {
        Here: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] },
        Twice: { 'Fn::And': [{ Condition: 'Here' }, { Condition: 'Here' }] },
      },
      Resources: {
        One: conditional('Here'),
        Two: conditional('Twice'),
        Three: conditional('Here', 'another'),
      },
    });
    expect(resources.size).toBe(3);
  });

  it('resolves the bootstrap version that a CDK template reads from SSM', async () => {
    const stack = await deploy({
      Parameters: {
        BootstrapVersion: {
          Type: 'AWS::SSM::Parameter::Value<String>',
          Default: '/cdk-bootstrap/hnb659fds/version',
        },
      },
      Resources: {},
      Outputs: { Version: { Value: { Ref: 'BootstrapVersion' } } },
    });
    expect(Number(outputValues(stack)['Version'])).toBeGreaterThan(20);
  });

  it('lists unsupported types with their count, and supports references to them', async () => {
    const stack = await deploy({
      Resources: {
        Vpc: vpc,
        Alarm1: { Type: 'AWS::CloudWatch::Alarm' },
        Alarm2: { Type: 'AWS::CloudWatch::Alarm' },
        Bucket: { Type: 'AWS::S3::Bucket' },
      },
      Outputs: {
        Alarm: { Value: { 'Fn::GetAtt': ['Alarm1', 'Arn'] } },
        Bucket: { Value: { 'Fn::GetAtt': ['Bucket', 'Arn'] } },
      },
    });
    expect(running.account.stacks.namedOnly.map(({ logicalId }) => logicalId)).toEqual([
      'Alarm1',
      'Alarm2',
      'Bucket',
    ]);
    expect(outputValues(stack)['Alarm']).toMatch(
      /^arn:aws:cloudwatch:eu-central-1:222222222222:service-Alarm1-/,
    );
    expect(outputValues(stack)['Bucket']).toMatch(/^arn:aws:s3:::service-bucket-/);
  });

  it('assigns a resource the same physical ID when its stack is created again', async () => {
    const template = { Resources: { Vpc: vpc }, Outputs: { Id: { Value: { Ref: 'Vpc' } } } };
    const first = outputValues(await deploy(template))['Id'];
    await running.account.stacks.deleteStack('service');
    expect(first).toMatch(/^vpc-[0-9a-f]{17}$/);
    expect(outputValues(await deploy(template))['Id']).toBe(first);
  });
});

describe('a deployment that fails', () => {
  async function failureOf(template: Template): Promise<Error> {
    try {
      await deploy(template);
    } catch (error) {
      return error as Error;
    }
    throw new Error('it should have failed');
  }

  it('names the stack, the construct path, the type and the property', async () => {
    const error = await failureOf({
      Resources: {
        Vpc: {
          ...vpc,
          Properties: {},
          Metadata: { 'aws:cdk:path': 'service/Network/Vpc/Resource' },
        },
      },
    });
    expect(error).toBeInstanceOf(UnsupportedError);
    expect(error.message).toMatch(
      /\n {2}service: service\/Network\/Vpc\/Resource \(AWS::EC2::VPC\): CidrBlock: .+$/,
    );
  });

  it('names all invalid properties before anything is created', async () => {
    const error = await failureOf({
      Resources: { Vpc: vpc, Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 1 } } },
    });
    expect(error.message).toMatch(
      /\n {2}service: Subnet \(AWS::EC2::Subnet\): VpcId: .+\n {2}service: Subnet .+: CidrBlock: .+$/,
    );
    expect(running.account.stacks.list).toEqual([]);
  });

  it('names the logical ID without a construct path, and the error of the service', async () => {
    const error = await failureOf({
      Resources: {
        Subnet: {
          Type: 'AWS::ApiGateway::Stage',
          Properties: { RestApiId: 'gone', StageName: 'v1', DeploymentId: 'd1' },
        },
      },
    });
    expect(error.message).toBe(
      'service: Subnet (AWS::ApiGateway::Stage): REST API gone does not exist',
    );
  });

  it.each(refusedResources)('rejects %s', async (_name, Resources, says) => {
    const error = await failureOf({ Resources });
    expect(error.message).toContain(says);
  });

  it.each<[string, Template, string]>([
    [
      'an unknown reference',
      { Resources: { Vpc: { ...vpc, Properties: { CidrBlock: { Ref: 'Gone' } } } } },
      'service: Resources.Vpc.Properties.CidrBlock: refers to Gone',
    ],
    [
      'an unknown attribute',
      {
        Resources: {
          Vpc: vpc,
          Group: {
            Type: 'AWS::EC2::SecurityGroup',
            Properties: { GroupDescription: 'x', VpcId: { 'Fn::GetAtt': ['Vpc', 'Colour'] } },
          },
        },
      },
      'service: Resources.Group.Properties.VpcId: Vpc (AWS::EC2::VPC) has no attribute Colour',
    ],
    [
      'an attribute named like an object member',
      {
        Resources: {
          Vpc: vpc,
          Group: {
            Type: 'AWS::EC2::SecurityGroup',
            Properties: { GroupDescription: 'x', VpcId: { 'Fn::GetAtt': ['Vpc', 'constructor'] } },
          },
        },
      },
      'service: Resources.Group.Properties.VpcId: Vpc (AWS::EC2::VPC) has no attribute constructor',
    ],
    [
      'an unknown condition',
      { Resources: { Vpc: { ...vpc, Condition: 'Maybe' } } },
      'service: Resources.Vpc.Condition: the template does not define the condition Maybe',
    ],
    [
      'a condition named like an object member',
      { Conditions: {}, Resources: { Vpc: { ...vpc, Condition: 'toString' } } },
      'service: Resources.Vpc.Condition: the template does not define the condition toString',
    ],
    [
      'a condition that depends on itself',
      {
        Conditions: { Self: { 'Fn::Not': [{ Condition: 'Self' }] } },
        Resources: { Vpc: { ...vpc, Condition: 'Self' } },
      },
      'service: Conditions.Self: the condition depends on itself',
    ],
    [
      'conditions that depend on each other',
      {
        Conditions: {
          A: { 'Fn::Not': [{ Condition: 'B' }] },
          B: { 'Fn::And': [{ 'Fn::Equals': ['x', 'x'] }, { Condition: 'A' }] },
        },
        Resources: { Vpc: { ...vpc, Condition: 'A' } },
      },
      'service: Conditions.A: the condition depends on itself',
    ],
  ])('rejects %s with its path in the template', async (_name, template, says) => {
    const error = await failureOf(template);
    expect(error).toBeInstanceOf(TemplateError);
    expect(error.message).toContain(says);
  });

  it.each<[string, NonNullable<Template['Outputs']>[string], string]>([
    [
      'an unknown condition',
      { Value: 1, Condition: 'Maybe' },
      'Outputs.Out.Condition: the template does not define the condition Maybe',
    ],
    [
      'an unknown reference with the name of a member of every object',
      { Value: { Ref: 'toString' } },
      'Outputs.Out.Value: refers to toString',
    ],
  ])('rejects %s in an output with its path in the template', async (_name, Out, says) => {
    for (const Parameters of [{}, { Stage: { Type: 'String' } }]) {
      const error = await failureOf({ Parameters, Resources: { Vpc: vpc }, Outputs: { Out } });
      expect(error).toBeInstanceOf(TemplateError);
      expect(error.message).toContain(says);
    }
  });
});
