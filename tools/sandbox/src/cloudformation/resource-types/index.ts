/** Every resource type that the sandbox knows, by its name in templates. */
import type { ResourceType } from '../resource-type';
import { apiGatewayTypes } from './api-gateway';
import { apiGatewayDomainNameTypes } from './api-gateway-domain-names';
import { customResource } from './custom-resource';
import { dynamoDbTypes } from './dynamodb';
import { ec2Types } from './ec2';
import { elasticLoadBalancingTypes } from './elastic-load-balancing';
import { iamTypes } from './iam';
import { lambdaTypes } from './lambda';
import { logsTypes } from './logs';
import { recorded } from './recorded';
import { route53Types } from './route53';
import { secretTypes } from './secrets';

const types: Readonly<Record<string, ResourceType>> = {
  ...apiGatewayDomainNameTypes,
  ...apiGatewayTypes,
  ...dynamoDbTypes,
  ...ec2Types,
  ...elasticLoadBalancingTypes,
  ...iamTypes,
  ...lambdaTypes,
  ...logsTypes,
  ...route53Types,
  ...secretTypes,
  'AWS::CloudFormation::CustomResource': customResource,
};

/** The names of all types that do something here, without those of custom resources. */
export const emulatedTypes: readonly string[] = Object.keys(types);

/** Whether resources of a type do something here; others only have a name that may be referred to. */
export function isEmulated(type: string): boolean {
  return type.startsWith('Custom::') || Object.hasOwn(types, type);
}

export function typeOf(type: string): ResourceType {
  if (type.startsWith('Custom::')) return customResource;
  return (Object.hasOwn(types, type) ? types[type] : undefined) ?? recorded;
}
