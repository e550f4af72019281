/**
 * Acknowledgements of cdk-nag findings that several constructs have in common, with reasons. Those of one
 * construct are in its file.
 */
import { Validations } from 'aws-cdk-lib';
import type { Acknowledgment, Stack } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';

/**
 * Acknowledges log groups without a customer managed key: CloudWatch Logs always encrypts.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/data-protection.html
 */
export function acknowledgeLogEncryption(logGroup: LogGroup): void {
  Validations.of(logGroup).acknowledge({
    id: 'NIST.800.53.R5-CloudWatchLogGroupEncrypted',
    reason:
      'CloudWatch Logs encrypts at rest by default. The logs contain no personal data, so a customer managed key would only add costs and a way to lose them.',
  });
}

/** Acknowledges inline policies, which are specific to a role. */
export function acknowledgeInlinePolicies(role: Role): void {
  Validations.of(role).acknowledge({
    id: 'NIST.800.53.R5-IAMNoInlinePolicy',
    reason:
      'The policy is specific to this role and deleted with it; a managed policy would serve several roles.',
  });
}

const ANSWERED_AT_ONCE =
  'Its callers are synchronous and receive the error, so a dead-letter queue would stay empty.';

const STAR_ONLY =
  'X-Ray and Lambda’s network interfaces do not support resource-level permissions. A test contains the list of such statements.';

/** Acknowledges findings about the function, role and log group of a synchronously invoked function. */
export function acknowledgeFunction(
  lambda: { readonly function: IConstruct; readonly role: Role; readonly logGroup: LogGroup },
  inNetwork: boolean,
): void {
  acknowledgeLogEncryption(lambda.logGroup);
  acknowledgeInlinePolicies(lambda.role);
  Validations.of(lambda.role).acknowledge(
    { id: 'AwsSolutions-IAM5[Resource::*]', reason: STAR_ONLY },
    { id: 'Serverless-LambdaStarPermissions', reason: STAR_ONLY },
  );
  Validations.of(lambda.function).acknowledge(
    { id: 'NIST.800.53.R5-LambdaDLQ', reason: ANSWERED_AT_ONCE },
    { id: 'Serverless-LambdaDLQ', reason: ANSWERED_AT_ONCE },
    {
      id: 'NIST.800.53.R5-LambdaConcurrency',
      reason:
        'Concurrency reserved for one function is taken from all others in the account. API Gateway throttles requests, and an alarm reports throttled functions.',
    },
    ...(inNetwork ? [] : [OUTSIDE_OF_VPCS]),
  );
}

const OUTSIDE_OF_VPCS: Acknowledgment = {
  id: 'NIST.800.53.R5-LambdaInsideVPC',
  reason: 'Calls an AWS API and CloudFormation during deployments, and needs no access to the VPC.',
};

/** Returns an ARN as in cdk-nag's findings, with template references as `<name>`. */
export function asNagFinding(arn: string, stack: Stack): string {
  const resolved: unknown = stack.resolve(arn);
  if (typeof resolved === 'string') return resolved;
  const { 'Fn::Join': join } = resolved as { 'Fn::Join': [string, (string | { Ref: string })[]] };
  const [delimiter, parts] = join;
  return parts.map((part) => (typeof part === 'string' ? part : `<${part.Ref}>`)).join(delimiter);
}
