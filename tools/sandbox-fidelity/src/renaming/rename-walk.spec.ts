/**
 * Changes the logical ID of each resource of the real stacks, one at a time. CloudFormation creates the
 * new one before it deletes the old one: what has a natural identity is refused, and the old one stays;
 * what gets its ID from AWS is replaced.
 */
import { readAssembly, type StackArtifact } from '@sandbox/engine/assembly';
import type { Template } from '@sandbox/engine/template';
import { reasonOf } from '@sandbox/kernel/one-line';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { apps, assembliesWith } from '../assemblies';
import { Engine } from './engine';
import { renamed } from './renamed';

type Resource = Template['Resources'][string];

const folders = temporaryFolders();

/** AWS's words by type, where a resource of the stacks has a natural identity. */
const refusals: Readonly<Record<string, RegExp>> = {
  'AWS::ApiGateway::BasePathMapping': /Base path already exists for this domain name/,
  'AWS::ApiGateway::DomainName': /The domain name you provided already exists\./,
  'AWS::ApiGateway::GatewayResponse': /with identifier '\w+\|\w+' already exists\./,
  'AWS::ApiGateway::Method': /Method already exists for this resource/,
  'AWS::ApiGateway::Resource': /Another resource with the same parent already has this name/,
  'AWS::ApiGateway::Stage': /Stage already exists/,
  'AWS::EC2::Route': /The route identified by 0\.0\.0\.0\/0 already exists\./,
  'AWS::EC2::SecurityGroupEgress': /the specified rule "peer: .*" already exists/,
  'AWS::EC2::SecurityGroupIngress': /the specified rule "peer: .*" already exists/,
  'AWS::EC2::Subnet': /The CIDR '[\d./]+' conflicts with another subnet/,
  'AWS::EC2::VPCGatewayAttachment': /resource igw-\w+ is already attached to network vpc-\w+/,
  'AWS::ElasticLoadBalancingV2::Listener': /A listener already exists on this port/,
  // The listener and its rules, whose target group is the old one's, follow the load balancer.
  'AWS::ElasticLoadBalancingV2::LoadBalancer':
    /The following target groups cannot be associated with more than one load balancer: arn:/,
  'AWS::ElasticLoadBalancingV2::ListenerRule': /Priority '\d+' is currently in use/,
  'AWS::IAM::Policy': /Resource of type 'AWS::IAM::Policy' with identifier '.*' already exists\./,
  'AWS::Lambda::Alias': /Alias already exists: arn:/,
  'AWS::Lambda::Version': /A version for this Lambda function exists \( 1 \)/,
  'AWS::Route53::HostedZone': /has already been associated with the hosted zone/,
  'AWS::Route53::RecordSet': /Tried to create resource record set .* but it already exists/,
  'AWS::SecretsManager::ResourcePolicy':
    /'AWS::SecretsManager::ResourcePolicy' .* already exists\./,
};

/** Of these, AWS gives each an ID or a name of its own, unless the template names it. */
const replaced: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGateway::Model',
  'AWS::ApiGateway::RequestValidator',
  'AWS::ApiGateway::RestApi',
  'AWS::DynamoDB::Table',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroup',
  // The new association takes over from the old one.
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::ElasticLoadBalancingV2::TargetGroup',
  'AWS::IAM::Role',
  'AWS::KMS::Key',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::SecretsManager::Secret',
]);

/** Types without an effect here, and custom resources, whose providers decide. */
const REPLACED_HERE = /^(AWS::CloudWatch|AWS::S3|Custom)::/;

/** Returns what the deployment is refused with; undefined where the resource is replaced. */
function refusal({ Type, Properties = {} }: Resource, template: Template): RegExp | undefined {
  const types = new Set(Object.values(template.Resources).map((other) => other.Type));
  if (Type === 'AWS::EC2::VPCEndpoint') {
    return Properties['VpcEndpointType'] === 'Gateway'
      ? /route table rtb-\w+ already has a route with destination-prefix-list-id pl-\w+/
      : undefined;
  }
  if (Type === 'AWS::EC2::VPC') {
    // A new network gets the parts of the old one, but an internet gateway is of one network at a time.
    return types.has('AWS::EC2::VPCGatewayAttachment')
      ? refusals['AWS::EC2::VPCGatewayAttachment']
      : undefined;
  }
  if (refusals[Type]) return refusals[Type];
  if (replaced.has(Type) || REPLACED_HERE.test(Type)) return undefined;
  throw new Error(`What does AWS do to a ${Type} under another logical ID?`);
}

function artifactOf(app: string): StackArtifact {
  const folder = assembliesWith([], '').find((path) => path.includes(app)) ?? app;
  const [artifact] = readAssembly(folder);
  if (!artifact) throw new Error(`${folder} has no stack`);
  return artifact;
}

/** Returns how it ended otherwise than in AWS; undefined where it did not. */
async function surprise(
  { stacks }: Engine,
  artifact: StackArtifact,
  expected: RegExp | undefined,
): Promise<string | undefined> {
  const before = stacks.find(artifact.name)?.resources;
  const error = await stacks.deployStack(artifact).then(() => undefined, reasonOf);
  const after = stacks.find(artifact.name);
  if (!expected) return error;
  if (!error || !expected.test(error)) return error ?? 'it was replaced';
  if (after?.status !== 'UPDATE_ROLLBACK_COMPLETE') return `${after?.status} after ${error}`;
  const physicalIds = (resources = before) =>
    [...(resources ?? [])].map(([id, { physicalId }]) => `${id} ${physicalId}`).join();
  return physicalIds(after.resources) === physicalIds() ? undefined : 'not what it was';
}

describe.each(apps)('a construct of %s with another ID', (app) => {
  let folder: string;
  let artifact = artifactOf(app);
  let engine: Engine;
  beforeAll(async () => {
    folder = folders();
    engine = new Engine(artifact, folder);
    await engine.stacks.deployStack(artifact);
  });
  afterAll(() => engine.stop());

  const resources = Object.entries(artifact.template.Resources);
  const types = [...new Set(resources.map(([, { Type }]) => Type))];
  // A function that gets something else, such as another table, could publish another version.
  const unchangedFirst = [
    ...types.filter((type) => refusals[type]),
    ...types.filter((type) => !refusals[type]),
  ];

  it.each(unchangedFirst)('is updated as in AWS, one at a time: %s', async (type) => {
    const surprises: string[] = [];
    for (const [logicalId, resource] of resources.filter(([, { Type }]) => Type === type)) {
      const template = renamed(artifact.template, logicalId, `${logicalId}Renamed`);
      const expected = refusal(resource, template);
      const problem = await surprise(engine, { ...artifact, template }, expected);
      if (problem !== undefined) surprises.push(`${logicalId}: ${problem}`);
      if (!expected) artifact = { ...artifact, template };
    }
    expect(surprises).toEqual([]);
  });

  it('leaves the services in the same state as after a restart', async () => {
    const { state } = engine;
    await engine.stop();
    engine = new Engine(artifact, folder);
    await engine.stacks.restore();
    expect(engine.stacks.problems).toEqual([]);
    expect(state).toEqual(engine.state);
  });
});
