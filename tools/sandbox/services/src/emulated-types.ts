/** Every resource type that the sandbox emulates, by its name in templates. */
import { resourceTypes } from '@sandbox/engine/resource-types';
import type { Services } from './services';
import schemas from './registry/schemas.json';
import { apiGatewayTypes } from './apigateway/resource-types';
import { apiGatewayDomainNameTypes } from './apigateway/domain-name-types';
import { privateDomainTypes } from './apigateway/private-domain-types';
import { customResource } from './cloudformation/custom-resource';
import { dynamoDbTypes } from './dynamodb/resource-types';
import { ec2Types } from './ec2/resource-types';
import { elasticLoadBalancingTypes } from './elasticloadbalancing/resource-types';
import { iamTypes } from './iam/resource-types';
import { kmsTypes } from './kms/resource-types';
import { lambdaTypes } from './lambda/resource-types';
import { logsTypes } from './logs/resource-types';
import { ramTypes } from './ram/resource-types';
import { refusedTypes } from './refused-types';
import { route53Types } from './route53/resource-types';
import { schedulerTypes } from './scheduler/resource-types';
import { secretsManagerTypes } from './secretsmanager/resource-types';

export const emulatedTypes = resourceTypes<Services>({
  types: {
    ...apiGatewayDomainNameTypes,
    ...apiGatewayTypes,
    ...dynamoDbTypes,
    ...ec2Types,
    ...elasticLoadBalancingTypes,
    ...iamTypes,
    ...kmsTypes,
    ...lambdaTypes,
    ...logsTypes,
    ...privateDomainTypes,
    ...ramTypes,
    ...route53Types,
    ...schedulerTypes,
    ...secretsManagerTypes,
  },
  refused: refusedTypes,
  schemas,
  customResource,
});
