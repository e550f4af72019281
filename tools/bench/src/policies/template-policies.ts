/**
 * The policies of a synthesized template. References are resolved to stand-ins, since nothing is deployed: a
 * resource's name is its logical ID.
 */
import { constructPath, resolve, type Scope, type StackArtifact } from '@sandbox/engine';
import type { PolicyType } from '@sandbox/policy';
import { z } from 'zod';

export interface TemplatePolicy {
  /** Logical ID of the resource that the policy belongs to. */
  readonly logicalId: string;
  readonly resourceType: string;
  readonly type: PolicyType;
  /** Construct path of the resource. */
  readonly where: string;
  readonly document: unknown;
}

/** The properties that contain a policy, by resource type. */
const policyProperties: Readonly<Record<string, readonly (readonly [string, PolicyType])[]>> = {
  'AWS::ApiGateway::RestApi': [['Policy', 'resource-based']],
  'AWS::EC2::VPCEndpoint': [['PolicyDocument', 'resource-based']],
  'AWS::IAM::ManagedPolicy': [['PolicyDocument', 'identity-based']],
  'AWS::IAM::Policy': [['PolicyDocument', 'identity-based']],
  'AWS::IAM::Role': [['AssumeRolePolicyDocument', 'trust']],
  'AWS::KMS::Key': [['KeyPolicy', 'resource-based']],
  'AWS::S3::BucketPolicy': [['PolicyDocument', 'resource-based']],
  'AWS::SecretsManager::ResourcePolicy': [['ResourcePolicy', 'resource-based']],
};

const inlinePolicies = z.object({
  Policies: z.array(z.object({ PolicyDocument: z.unknown() })).default([]),
});

/** Returns the resolved properties of a resource. */
export function propertiesOf(
  artifact: StackArtifact,
  logicalId: string,
): Readonly<Record<string, unknown>> {
  const { Properties } = artifact.template.Resources[logicalId] ?? {};
  const resolved = resolve(Properties ?? {}, scopeOf(artifact), `Resources.${logicalId}`);
  return z.record(z.string(), z.unknown()).parse(resolved);
}

export function policiesOf(artifact: StackArtifact): readonly TemplatePolicy[] {
  return Object.entries(artifact.template.Resources).flatMap(([logicalId, resource]) => {
    const { Type: resourceType } = resource;
    const named = policyProperties[resourceType] ?? [];
    if (named.length === 0) return [];
    const properties = propertiesOf(artifact, logicalId);
    const place = { logicalId, resourceType, where: constructPath(logicalId, resource) };
    const own = named.flatMap(([name, type]) => {
      const document = completed(properties[name], resourceType, apiArn(artifact, logicalId));
      return document === undefined ? [] : [{ ...place, type, document }];
    });
    const inline =
      resourceType === 'AWS::IAM::Role' ? inlinePolicies.parse(properties).Policies : [];
    return [
      ...own,
      ...inline.map(({ PolicyDocument: document }) => ({
        ...place,
        type: 'identity-based' as const,
        document,
      })),
    ];
  });
}

/** Returns the common prefix of the ARNs of an API's methods. */
export function apiArn({ account, region }: StackArtifact, logicalId: string): string {
  return `arn:aws:execute-api:${region}:${account}:${logicalId}/`;
}

/** Expands the relative ARNs of a resource policy, as API Gateway does. */
function completed(document: unknown, resourceType: string, arn: string): unknown {
  if (document === undefined || resourceType !== 'AWS::ApiGateway::RestApi') return document;
  return JSON.parse(JSON.stringify(document).replaceAll('"execute-api:/', `"${arn}`));
}

function scopeOf({ template, account, region, name }: StackArtifact): Scope {
  const pseudo = new Map([
    ['AWS::AccountId', account],
    ['AWS::Region', region],
    ['AWS::Partition', 'aws'],
    ['AWS::URLSuffix', 'amazonaws.com'],
    ['AWS::StackName', name],
  ]);
  return {
    mappings: template.Mappings ?? {},
    parameter: (parameter) => pseudo.get(parameter) ?? template.Parameters?.[parameter]?.Default,
    ref: (logicalId) => {
      const type = template.Resources[logicalId]?.Type;
      // The only one of these types whose `Ref` is an ARN.
      return type === 'AWS::Lambda::Alias'
        ? arnOf(type, logicalId, account, region)
        : type && logicalId;
    },
    attribute: (logicalId, attribute) =>
      attribute === 'Arn'
        ? arnOf(template.Resources[logicalId]?.Type ?? '', logicalId, account, region)
        : logicalId,
    condition: () => true,
    importValue: (name) => name,
  };
}

/** Returns an ARN of the same length and parts as a real one. */
function arnOf(type: string, logicalId: string, account: string, region: string): string {
  switch (type) {
    case 'AWS::IAM::Role':
      return `arn:aws:iam::${account}:role/${logicalId}`;
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable':
      return `arn:aws:dynamodb:${region}:${account}:table/${logicalId}`;
    case 'AWS::Lambda::Alias':
    case 'AWS::Lambda::Function':
      return `arn:aws:lambda:${region}:${account}:function:${logicalId}`;
    default: {
      const service = type.split('::')[1]?.toLowerCase() ?? '';
      return `arn:aws:${service}:${region}:${account}:${logicalId}`;
    }
  }
}
