import { commonWildcards, describeAwsContract } from '@cross-account/aws-checks';
import { MicroserviceStack } from '@cross-account/microservice-construct';
import { emptyBundles, exampleServiceStage } from '@cross-account/networking';
import { orderFunctionNames } from '@cross-account/orders-domain';
import cdkJson from '../cdk.json';
import { beverage } from './service';
import { stages } from './stages';

const stage = exampleServiceStage('prod', 'beverage', stages.prod);

describeAwsContract('the beverage stack in production', {
  cdkJson,
  addStack: (app) =>
    new MicroserviceStack(app, {
      appName: 'beverage-service',
      service: beverage,
      selected: { name: 'prod', stage, file: 'stages.ts' },
      vpcEndpointId: stage.vpcEndpointId,
      bundlesFolder: emptyBundles(...orderFunctionNames),
      sharedBundlesFolder: emptyBundles('api-gateway-account'),
    }),
  wildcards: commonWildcards,
  names: {
    [`AWS::ApiGateway::DomainName.DomainName="beverage.${stage.domain}"`]:
      'The name that callers know; every stage has a domain of its own.',
  },
});
