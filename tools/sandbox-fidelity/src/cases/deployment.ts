/** Mistakes that AWS refuses before any request: the stack is not deployed. */
import { API, docs, FOOD, food, LIST_FUNCTION } from '../edits';
import { sharedWithAnother } from './private-domain-names';
import type { DeploymentCase } from '../fidelity-case';

export const deployment: readonly DeploymentCase[] = [
  {
    name: 'deploys no private API without a resource policy',
    edits: [food.remove(API, ['Policy'])],
    refused: {
      construct: `${FOOD}/Microservice/Api/Api/Deployment`,
      reason: "Private REST API doesn't have a resource policy attached to it",
    },
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html',
  },
  {
    name: 'deploys no function whose role does not trust Lambda',
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
    name: 'refuses an association with a private domain name that is shared with another account',
    edits: sharedWithAnother,
    refused: {
      construct: 'Association',
      reason: 'is not authorized to perform: apigateway:CreateAccessAssociation',
    },
    source: docs.sharedDomainNames,
  },
];
