import { isCustomResource, isObject } from '../template';
import type { CloudFormationTemplate, TemplateResource } from '../template';
import handlers from './handler-permissions.json';
import { optionalPermissions } from './optional-permissions';
import { matches } from './patterns';

/** Permissions that are missing in the registry schema of a type, by type. */
const BESIDE_HANDLERS: Readonly<Record<string, readonly string[]>> = {
  // Handled by CloudFormation itself.
  // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/access-control-managing-permissions.html
  'AWS::Route53::RecordSet': [
    'route53:ChangeResourceRecordSets',
    'route53:GetChange',
    'route53:GetHostedZone',
    'route53:ListResourceRecordSets',
  ],
  // https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
  'AWS::CertificateManager::Certificate': ['route53:GetChange'],
  // Permissions that CloudWatch Logs requires to enable access logs of an API ('V1 permissions').
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V1-CloudWatchLogs.html
  'AWS::ApiGateway::Stage': [
    'logs:CreateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:DescribeLogGroups',
    'logs:DescribeResourcePolicies',
    'logs:GetLogDelivery',
    'logs:ListLogDeliveries',
    'logs:PutResourcePolicy',
    'logs:UpdateLogDelivery',
  ],
  // Service-linked roles, which the first such resource of an account creates.
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-service-linked-roles.html
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['iam:CreateServiceLinkedRole'],
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/using-service-linked-roles.html
  'AWS::ApiGateway::DomainName': ['iam:CreateServiceLinkedRole'],
  'AWS::ApiGateway::DomainNameV2': ['iam:CreateServiceLinkedRole'],
  // For the domain name, which is in another account.
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
  'AWS::ApiGateway::DomainNameAccessAssociation': ['apigateway:CreateAccessAssociation'],
  // DynamoDB uses a customer managed key on behalf of the principal that creates the table.
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
  'AWS::DynamoDB::Table': [
    'kms:Decrypt',
    'kms:DescribeKey',
    'kms:CreateGrant',
    'kms:Encrypt',
    'kms:GenerateDataKey',
    'kms:GenerateDataKeyWithoutPlaintext',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
  ],
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
  'AWS::SecretsManager::Secret': ['kms:Decrypt', 'kms:GenerateDataKey'],
};

/** Permissions for Lambda-backed custom resources. */
const OF_CUSTOM_RESOURCES = ['lambda:InvokeFunction'];

/** Permissions for SSM parameters, such as CDK's bootstrap version in every template. */
const OF_PARAMETERS = ['ssm:GetParameters'];

interface HandlerPermissions {
  readonly read: readonly string[];
  /** Additional permissions to create, update and delete. */
  readonly write: readonly string[];
}

const byType: Readonly<Record<string, HandlerPermissions | undefined>> = handlers.types;

/** A permission that CloudFormation needs for a template, and the first type that needs it. */
export interface NeededPermission {
  /** An IAM action, such as `lambda:CreateFunction`. */
  readonly action: string;
  readonly type: string;
}

/** Returns the types of a template whose permissions are unknown. */
export function unknownTypes({ Resources }: CloudFormationTemplate): readonly string[] {
  const types = Object.values(Resources)
    .filter((resource) => !isCustomResource(resource))
    .map(({ Type }) => Type)
    .filter((type) => type.startsWith('AWS::') && !(type in byType) && !(type in BESIDE_HANDLERS));
  return [...new Set(types)];
}

/**
 * Returns the permissions that CloudFormation may need to create, read, update and delete the resources of a
 * template: those of its types' handlers, except for those of features that no resource of the type uses.
 */
export function neededPermissions(template: CloudFormationTemplate): readonly NeededPermission[] {
  const needed = new Map<string, string>();
  const add = (action: string, type: string) => {
    if (!needed.has(action)) needed.set(action, type);
  };
  if (template.Parameters) for (const action of OF_PARAMETERS) add(action, 'parameters');
  for (const resource of Object.values(template.Resources)) {
    for (const action of permissionsOf(resource)) add(action, resource.Type);
  }
  return [...needed].map(([action, type]) => ({ action, type }));
}

/** Returns the permissions that CloudFormation needs to detect drift of a template. */
export function readPermissions({
  Resources,
}: CloudFormationTemplate): readonly NeededPermission[] {
  const all = Object.values(Resources).flatMap((resource) => {
    const read = byType[resource.Type]?.read ?? [];
    return permissionsOf(resource)
      .filter((action) => read.includes(action))
      .map((action) => [action, { action, type: resource.Type }] as const);
  });
  return [...new Map(all).values()];
}

function permissionsOf(resource: TemplateResource): readonly string[] {
  if (isCustomResource(resource)) return OF_CUSTOM_RESOURCES;
  const { Type, Properties = {} } = resource;
  const { read = [], write = [] } = byType[Type] ?? {};
  const all = [...read, ...write, ...(BESIDE_HANDLERS[Type] ?? [])];
  const unused = (optionalPermissions[Type] ?? [])
    .filter(({ neededFor }) => !neededFor.some((path) => has(Properties, path.split('.'))))
    .flatMap(({ actions }) => actions);
  return all.filter((action) => !unused.some((pattern) => matches(pattern, action)));
}

/** Returns whether a property is set; a list has it if any of its elements has. */
function has(value: unknown, [name, ...more]: readonly string[]): boolean {
  if (name === undefined) return true;
  if (Array.isArray(value)) return value.some((one) => has(one, [name, ...more]));
  return isObject(value) && name in value && has(value[name], more);
}
