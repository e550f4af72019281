import type { ResourceDefinition, Template } from '@sandbox/engine/template';
import { stackArtifact } from '@sandbox/engine/testing/stack-artifact';
import { assertSupported, unsupportedIn } from '@sandbox/engine/unsupported';
import { emulatedTypes } from '../../src/emulated-types';
import { refusedTypes } from '../../src/refused-types';

const lambda = (properties: Readonly<Record<string, unknown>>): ResourceDefinition => ({
  Type: 'AWS::Lambda::Function',
  Metadata: { 'aws:cdk:path': 'Stack/List/Resource' },
  Properties: {
    Code: { S3Key: 'code.zip' },
    Handler: 'index.handler',
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Runtime: 'nodejs22.x',
    ...properties,
  },
});

const role: ResourceDefinition = {
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: { Statement: [] } },
};

function problems(
  resources: Readonly<Record<string, ResourceDefinition>>,
  sections: Partial<Template> = {},
): readonly string[] {
  return unsupportedIn(
    stackArtifact({ Resources: { Role: role, ...resources }, ...sections }),
    emulatedTypes,
  );
}

const named = (reason: string) => `Stack/List/Resource (AWS::Lambda::Function): ${reason}`;

describe('unsupported resources', () => {
  it('do not include a supported function with unresolved values', () => {
    const Layer = { Type: 'AWS::SQS::Queue' };
    const Environment = {
      Variables: { QUEUE: { Ref: 'Layer' }, ARN: { 'Fn::GetAtt': ['Layer', 'Arn'] } },
    };
    expect(problems({ List: lambda({ Environment, Timeout: { Ref: 'Layer' } }), Layer })).toEqual(
      [],
    );
  });

  it.each([
    ['python3.12', { Runtime: 'python3.12' }],
    ['java21', { Runtime: { Ref: 'Runtime' } }],
    [
      'provided.al2023',
      { Runtime: { 'Fn::FindInMap': ['Runtimes', { Ref: 'AWS::Region' }, 'x'] } },
    ],
  ])(
    'include a function with the runtime %s, wherever the template sets it',
    (runtime, properties) => {
      const found = problems(
        { List: lambda(properties) },
        {
          Parameters: { Runtime: { Type: 'String', Default: 'java21' } },
          Mappings: { Runtimes: { 'eu-central-1': { x: 'provided.al2023' } } },
        },
      );
      expect(found).toEqual([
        named(`Runtime: ${runtime} is not supported, only Node.js runtimes are`),
      ]);
    },
  );

  it.each([
    [
      { Layers: ['arn:aws:lambda:eu-central-1:222222222222:layer:tools:1'] },
      'Layers: layers are not supported',
    ],
    [
      { LoggingConfig: { SystemLogLevel: 'WARN' } },
      'LoggingConfig: ApplicationLogLevel and SystemLogLevel need the LogFormat JSON',
    ],
  ])('include a function with %j', (properties, says) => {
    expect(problems({ List: lambda(properties) })).toEqual([named(says)]);
  });

  it('include a container image', () => {
    const image = lambda({ PackageType: 'Image', Code: { ImageUri: { 'Fn::Sub': '${Role}/x' } } });
    expect(problems({ List: image })).toContain(
      named('PackageType: container images are not supported'),
    );
  });

  it('include an unknown AWS managed policy', () => {
    const policy = ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AdministratorAccess'];
    const Properties = { ...role.Properties, ManagedPolicyArns: [{ 'Fn::Join': ['', policy] }] };
    expect(problems({ Admin: { ...role, Properties } })).toEqual([
      expect.stringContaining(
        'Admin (AWS::IAM::Role): ManagedPolicyArns[0]: unknown managed policy',
      ),
    ]);
  });

  it.each([
    [
      { ReplicaRegions: [{ Region: 'eu-west-1' }] },
      'ReplicaRegions: replication to other Regions is not emulated',
    ],
    [
      { GenerateSecretString: { PasswordLength: 2 } },
      'GenerateSecretString: The password is too short to have a character of each included type',
    ],
    [
      { GenerateSecretString: { GenerateStringKey: 'password', SecretStringTemplate: '[]' } },
      'GenerateSecretString: SecretStringTemplate must be a JSON object',
    ],
    [
      { Name: 'a b' },
      'Properties validation failed for resource Secret with message: #/Name: Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@! [failed validation constraint for keyword [pattern] (^[a-zA-Z0-9/_+=.@-]+$)]',
    ],
  ])('include a secret with %j', (Properties, says) => {
    expect(problems({ Secret: { Type: 'AWS::SecretsManager::Secret', Properties } })).toEqual([
      `Secret (AWS::SecretsManager::Secret): ${says}`,
    ]);
  });

  it.each(Object.entries(refusedTypes))('include a resource of %s', (Type, reason) => {
    expect(problems({ Refused: { Type } })).toEqual([`Refused (${Type}): ${reason}`]);
  });

  it('have no type in common with those that are emulated', () => {
    const both = Object.keys(refusedTypes).filter((type) => emulatedTypes.isEmulated(type));
    expect(both).toEqual([]);
  });

  it.each([
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Queue', 'QueueName'] }],
    ['Fn::Sub', { 'Fn::Sub': 'x-${Queue.QueueName}' }],
  ])('include an attribute of a resource that is not emulated, by %s', (_function, value) => {
    const Queue = { Type: 'AWS::SQS::Queue' };
    expect(problems({ List: lambda({ Environment: { Variables: { value } } }), Queue })).toEqual([
      named('needs QueueName of Queue, and AWS::SQS::Queue is not emulated'),
    ]);
  });

  it('do not include a resource whose condition is false', () => {
    const Conditions = { Never: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'nowhere'] } };
    const List = { ...lambda({ Runtime: 'ruby3.4' }), Condition: 'Never' };
    expect(problems({ List }, { Conditions })).toEqual([]);
  });

  it('are not checked in an invalid template', () => {
    expect(problems({ List: lambda({ Role: { Ref: 'Nobody' } }) })).toEqual([
      expect.stringContaining('refers to Nobody, which the template does not define'),
    ]);
  });

  it('are reported for all stacks at once', () => {
    const wrong = stackArtifact({
      Resources: { Role: role, List: lambda({ Runtime: 'ruby3.4' }) },
    });
    expect(() => assertSupported([wrong, { ...wrong, name: 'other' }], emulatedTypes)).toThrow(
      [
        "the sandbox can't run",
        `  service: ${named('Runtime: ruby3.4 is not supported, only Node.js runtimes are')}`,
        `  other: ${named('Runtime: ruby3.4 is not supported, only Node.js runtimes are')}`,
      ].join('\n'),
    );
  });
});
