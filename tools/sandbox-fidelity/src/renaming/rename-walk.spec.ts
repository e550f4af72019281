/**
 * Changes the logical ID of each resource of the real stacks, one at a time. CloudFormation creates the new resource
 * before it deletes the old one. So the update is refused and rolled back for a resource with a unique identity, such
 * as a name, and a resource whose ID AWS generates is replaced.
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

/** AWS's error messages by type, for resources of the stacks with a unique identity. */
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
  // The listener and its rules, which use the old target group, are replaced with the load balancer.
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

/** Types for which AWS generates an ID or a name, unless the template sets a name. */
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

/** Types that are not emulated, and custom resources, whose identity depends on the provider. */
const REPLACED_HERE = /^(AWS::CloudWatch|AWS::S3|Custom)::/;

/** Returns the expected error message of the update; undefined if the resource is replaced. */
function refusal({ Type, Properties = {} }: Resource, template: Template): RegExp | undefined {
  const types = new Set(Object.values(template.Resources).map((other) => other.Type));
  if (Type === 'AWS::EC2::VPCEndpoint') {
    return Properties['VpcEndpointType'] === 'Gateway'
      ? /route table rtb-\w+ already has a route with destination-prefix-list-id pl-\w+/
      : undefined;
  }
  if (Type === 'AWS::EC2::VPC') {
    // The parts of the old VPC are replaced with it, but an internet gateway is attached to one VPC at a time.
    return types.has('AWS::EC2::VPCGatewayAttachment')
      ? refusals['AWS::EC2::VPCGatewayAttachment']
      : undefined;
  }
  if (refusals[Type]) return refusals[Type];
  if (replaced.has(Type) || REPLACED_HERE.test(Type)) return undefined;
  throw new Error(`${Type} is in none of the lists: add it according to AWS's behaviour`);
}

function artifactOf(app: string): StackArtifact {
  const folder = assembliesWith([], '').find((path) => path.includes(app)) ?? app;
  const [artifact] = readAssembly(folder);
  if (!artifact) throw new Error(`${folder} has no stack`);
  return artifact;
}

/** Deploys a stack, and returns how the outcome differs from AWS; undefined if it does not. */
async function difference(
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
  return physicalIds(after.resources) === physicalIds()
    ? undefined
    : 'the rollback did not restore the physical resources';
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
  // Before replacements, after which a function could publish another version, since it references another table.
  const refusedFirst = [
    ...types.filter((type) => refusals[type]),
    ...types.filter((type) => !refusals[type]),
  ];

  it.each(refusedFirst)('is updated as in AWS, one at a time: %s', async (type) => {
    const differences: string[] = [];
    for (const [logicalId, resource] of resources.filter(([, { Type }]) => Type === type)) {
      const template = renamed(artifact.template, logicalId, `${logicalId}Renamed`);
      const expected = refusal(resource, template);
      const problem = await difference(engine, { ...artifact, template }, expected);
      if (problem !== undefined) differences.push(`${logicalId}: ${problem}`);
      if (!expected) artifact = { ...artifact, template };
    }
    expect(differences).toEqual([]);
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
