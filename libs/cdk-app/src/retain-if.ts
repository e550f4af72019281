import { RemovalPolicy } from 'aws-cdk-lib';

/**
 * Returns the removal policy of resources that a protected stage retains when its stack is deleted. A rolled-back
 * creation deletes them, since they are empty, and each repetition would leave another one.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
export function retainIf(isProtected: boolean): RemovalPolicy {
  return isProtected ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}
