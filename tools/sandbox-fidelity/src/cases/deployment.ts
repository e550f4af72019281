/** Mistakes that AWS refuses before any request: the stack is not deployed. */
import { API, FOOD, food } from '../edits';
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
];
