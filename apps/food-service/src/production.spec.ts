import { commonWildcards, describeAwsContract } from '@cross-account/aws-checks';
import { MicroserviceStack } from '@cross-account/microservice-construct';
import { emptyBundles, exampleServiceStage } from '@cross-account/networking';
import { orderFunctionNames } from '@cross-account/orders-domain';
import cdkJson from '../cdk.json';
import { food } from './service';
import { stages } from './stages';

const stage = exampleServiceStage('prod', 'food', stages.prod);

describeAwsContract('the food stack in production', {
  cdkJson,
  addStack: (app) =>
    new MicroserviceStack(app, {
      appName: 'food-service',
      service: food,
      selected: { name: 'prod', stage, file: 'stages.ts' },
      vpcEndpointId: stage.vpcEndpointId,
      bundlesFolder: emptyBundles(...orderFunctionNames),
      sharedBundlesFolder: emptyBundles('api-gateway-account'),
    }),
  wildcards: commonWildcards,
  names: {
    [`AWS::ApiGateway::DomainName.DomainName="food.${stage.domain}"`]:
      'The name that callers know; every stage has a domain of its own.',
  },
});
