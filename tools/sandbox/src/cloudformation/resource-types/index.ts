/** Every resource type that the sandbox emulates, by its name in templates. */
import { resourceTypes } from '../resource-types';
import type { Services } from '../../services/services';
import { apiGatewayTypes } from './api-gateway';
import { apiGatewayDomainNameTypes } from './api-gateway-domain-names';
import { customResource } from './custom-resource';
import { dynamoDbTypes } from './dynamodb';
import { ec2Types } from './ec2';
import { elasticLoadBalancingTypes } from './elastic-load-balancing';
import { iamTypes } from './iam';
import { lambdaTypes } from './lambda';
import { logsTypes } from './logs';
import { route53Types } from './route53';
import { secretTypes } from './secrets';

export const emulatedTypes = resourceTypes<Services>({
  types: {
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
  },
  customResource,
});
