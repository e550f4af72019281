/**
 * The supported condition keys: the sandbox sets them, or AWS would not set them for the same request either, such
 * as those of organizations, which the accounts here do not belong to (ADR-0052). A policy with any other key is
 * rejected at deployment: a key that AWS sets and the sandbox does not could turn a deny into an allow.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */

/** Keys with at most one value in a request. */
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
  // The request
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

/** Keys with any number of values in a request: they require `ForAllValues:` or `ForAnyValue:`. */
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

/** Prefixes of keys that end in the name of a tag or an item. S3's keys occur only in bucket policies, which have no effect here. */
const prefixes: readonly string[] = [
  'aws:PrincipalTag/',
  'aws:ResourceTag/',
  'iam:ResourceTag/',
  'kms:EncryptionContext:',
  's3:',
  'secretsmanager:ResourceTag/',
];

/**
 * Tags that CloudFormation adds itself, such as `aws:cloudformation:stack-name`, which the sandbox does not add.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-resource-tags.html
 */
const AWS_TAG = /^(aws:principal|aws:resource|iam:resource|secretsmanager:resource)tag\/aws:/;

const lowerCase = (names: readonly string[]) => names.map((name) => name.toLowerCase());
const single = new Set(lowerCase(singleValued));
const many = new Set(lowerCase(multivalued));
const families = lowerCase(prefixes);

export type ConditionKeyType = 'single-valued' | 'multivalued';

/** Returns the type of a condition key, in any case; undefined if the key is not supported. */
export function conditionKeyType(key: string): ConditionKeyType | undefined {
  const name = key.toLowerCase();
  if (AWS_TAG.test(name)) return undefined;
  if (many.has(name)) return 'multivalued';
  if (single.has(name)) return 'single-valued';
  const isOfFamily = families.some(
    (prefix) => name.startsWith(prefix) && name.length > prefix.length,
  );
  return isOfFamily ? 'single-valued' : undefined;
}
