/** Mistakes that AWS refuses during the deployment. */
import { API, consumer, docs, FOOD, food, LIST_FUNCTION, PLACE_METHOD } from '../edits';
import { sharedWithAnother } from './private-domain-names';
import type { DeploymentCase } from '../fidelity-case';

const CONSUMER = 'consumer-infra-sandbox';
const FOOD_RULE = 'Alb/LoadBalancer/Https/Priority20Rule/Resource';
const ROUTE = 'Network/Vpc/ClientSubnet1/DefaultRoute';

export const deployment: readonly DeploymentCase[] = [
  {
    name: 'refuses to deploy a private API without a resource policy',
    edits: [food.remove(API, ['Policy'])],
    refused: {
      construct: `${FOOD}/Microservice/Api/Api/Deployment`,
      reason: "Private REST API doesn't have a resource policy attached to it",
    },
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html',
  },
  {
    name: 'refuses to deploy a function whose role does not trust Lambda',
    edits: [
      food.set(LIST_FUNCTION, ['Description'], 'another'),
      food.set(
        'Microservice/list-orders/Lambda/Role/Resource',
        ['AssumeRolePolicyDocument', 'Statement', 0, 'Principal', 'Service'],
        'ec2.amazonaws.com',
      ),
    ],
    refused: {
      construct: `${FOOD}/${LIST_FUNCTION}`,
      reason: 'The role defined for the function cannot be assumed by Lambda',
    },
    source: docs.executionRole,
  },
  {
    name: 'refuses to deploy a function with a retired runtime',
    edits: [food.set(LIST_FUNCTION, ['Runtime'], 'nodejs16.x')],
    refused: {
      construct: `${FOOD}/${LIST_FUNCTION}`,
      reason: 'The runtime parameter of nodejs16.x is no longer supported',
    },
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html',
  },
  {
    name: 'refuses to deploy a listener rule with six values',
    edits: [
      consumer.set(
        FOOD_RULE,
        ['Conditions', 0, 'HostHeaderConfig', 'Values'],
        ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}.localhost`),
      ),
    ],
    refused: {
      construct: `${CONSUMER}/${FOOD_RULE}`,
      reason: "A rule can only have '5' condition values",
    },
    source:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html',
  },
  {
    name: 'refuses to deploy a route to an internet gateway that is not attached to its VPC',
    edits: [consumer.set(ROUTE, ['GatewayId'], 'igw-0123456789abcdef0')],
    refused: {
      construct: `${CONSUMER}/${ROUTE}`,
      reason: 'network gateway igw-0123456789abcdef0 belong to different networks',
    },
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html',
  },
  {
    name: 'refuses to deploy a method with a model that does not exist',
    edits: [food.set(PLACE_METHOD, ['RequestModels', 'application/json'], 'Order')],
    refused: {
      construct: `${FOOD}/${PLACE_METHOD}`,
      reason: 'Invalid model identifier specified: Order',
    },
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html',
  },
  {
    name: 'refuses to associate a private domain name that is shared with another account',
    edits: sharedWithAnother,
    refused: {
      construct: 'Association',
      reason: 'is not authorized to perform: apigateway:CreateAccessAssociation',
    },
    source: docs.sharedDomainNames,
  },
];
