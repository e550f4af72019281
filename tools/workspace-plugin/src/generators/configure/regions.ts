/** Values that depend on the Region. */
import { RegionInfo } from 'aws-cdk-lib/region-info';

/** Returns whether CDK knows a Region. */
export function isRegion(name: string): boolean {
  return RegionInfo.regions.some((region) => region.name === name);
}

/**
 * The AWS-managed prefix lists of DynamoDB (`com.amazonaws.<region>.dynamodb`). AWS does not publish a list:
 * these are results of `aws ec2 describe-prefix-lists`.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
const DYNAMODB_PREFIX_LISTS: Readonly<Record<string, string>> = {
  'ap-northeast-1': 'pl-78a54011',
  'ap-northeast-2': 'pl-48a54021',
  'ap-south-1': 'pl-66a7420f',
  'ap-southeast-1': 'pl-67a5400e',
  'ap-southeast-2': 'pl-62a5400b',
  'ca-central-1': 'pl-4ea54027',
  'eu-central-1': 'pl-66a5400f',
  'eu-west-1': 'pl-6fa54006',
  'eu-west-2': 'pl-b3a742da',
  'eu-west-3': 'pl-abb451c2',
  'sa-east-1': 'pl-60a54009',
  'us-east-1': 'pl-02cd2c6b',
  'us-east-2': 'pl-4ca54025',
  'us-west-1': 'pl-6ea54007',
  'us-west-2': 'pl-00a54069',
};

/** Returns DynamoDB's prefix list in a Region, or undefined if it is not in the list. */
export function dynamoDbPrefixList(region: string): string | undefined {
  return DYNAMODB_PREFIX_LISTS[region];
}

/** Returns an error message that says how to look up a prefix list. */
export function prefixListAdvice(region: string): string {
  return [
    `the ID of DynamoDB's prefix list in ${region} is unknown. Look it up:`,
    `  aws ec2 describe-managed-prefix-lists --region ${region} --filters Name=prefix-list-name,Values=com.amazonaws.${region}.dynamodb --query 'PrefixLists[0].PrefixListId' --output text`,
    'and add --dynamoDbPrefixList=pl-…',
  ].join('\n');
}
