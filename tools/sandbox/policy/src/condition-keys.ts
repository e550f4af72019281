/**
 * The condition keys that the sandbox knows: it fills them in, or they are rightly absent from the
 * requests that happen here, such as those of organizations: AWS includes them only for a member of an
 * organization, and these accounts belong to none (ADR-0052). A policy that asks for another key is refused at deployment, since a key that AWS would fill in and
 * the sandbox doesn't could turn a deny into an allow.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */

/** Of at most one value in a request. */
const singleValued: readonly string[] = [
  // The principal
  'aws:PrincipalAccount',
  'aws:PrincipalArn',
  'aws:PrincipalIsAWSService',
  'aws:PrincipalOrgID',
  'aws:PrincipalServiceName',
  'aws:PrincipalType',
  'aws:userid',
  'aws:username',
  // The way of the request
  'aws:CurrentTime',
  'aws:EpochTime',
  'aws:Referer',
  'aws:RequestedRegion',
  'aws:SecureTransport',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:SourceIp',
  'aws:SourceOrgID',
  'aws:SourceVpc',
  'aws:SourceVpcArn',
  'aws:SourceVpce',
  'aws:UserAgent',
  'aws:ViaAWSService',
  'aws:VpceAccount',
  'aws:VpceOrgID',
  'aws:VpcSourceIp',
  // The resource
  'aws:ResourceAccount',
  'aws:ResourceOrgID',
  // Services
  'dynamodb:EnclosingOperation',
  'dynamodb:ReturnConsumedCapacity',
  'dynamodb:ReturnValues',
  'dynamodb:Select',
  'execute-api:viaDomainArn',
  'iam:PassedToService',
  'kms:CallerAccount',
  'kms:ViaService',
  'lambda:FunctionArn',
  'lambda:SourceFunctionArn',
  'secretsmanager:Name',
  'secretsmanager:SecretId',
  'secretsmanager:VersionId',
  'secretsmanager:VersionStage',
  'sts:ExternalId',
  'sts:RoleSessionName',
];

/** Of any number of values in a request: they need `ForAllValues:` or `ForAnyValue:`. */
const multivalued: readonly string[] = [
  'aws:PrincipalOrgPaths',
  'aws:PrincipalServiceNamesList',
  'aws:ResourceOrgPaths',
  'aws:SourceOrgPaths',
  'aws:VpceOrgPaths',
  'dynamodb:Attributes',
  'dynamodb:LeadingKeys',
  'kms:EncryptionContextKeys',
];

/** Keys that name a tag or an item after this prefix. Of S3, only bucket policies ask, which don't run here. */
const prefixes: readonly string[] = [
  'aws:PrincipalTag/',
  'aws:ResourceTag/',
  'iam:ResourceTag/',
  'kms:EncryptionContext:',
  's3:',
  'secretsmanager:ResourceTag/',
];

/**
 * Tags that CloudFormation adds itself, such as `aws:cloudformation:stack-name`: resources have none of them here.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-resource-tags.html
 */
const AWS_TAG = /^(aws:principal|aws:resource|iam:resource|secretsmanager:resource)tag\/aws:/;

const lowerCase = (names: readonly string[]) => names.map((name) => name.toLowerCase());
const single = new Set(lowerCase(singleValued));
const many = new Set(lowerCase(multivalued));
const families = lowerCase(prefixes);

export type ConditionKeyType = 'single-valued' | 'multivalued';

/** @param key in any case. Undefined where the sandbox does not know the key. */
export function conditionKeyType(key: string): ConditionKeyType | undefined {
  const name = key.toLowerCase();
  if (AWS_TAG.test(name)) return undefined;
  if (many.has(name)) return 'multivalued';
  if (single.has(name)) return 'single-valued';
  const known = families.some((prefix) => name.startsWith(prefix) && name.length > prefix.length);
  return known ? 'single-valued' : undefined;
}
