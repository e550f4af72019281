import { RemovalPolicy } from 'aws-cdk-lib';

/**
 * Returns the removal policy of what a protected stage keeps when its stack is deleted. A creation that
 * is rolled back takes it along: it is empty, and each repetition would leave one more.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
export function retainIf(isProtected: boolean): RemovalPolicy {
  return isProtected ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}
