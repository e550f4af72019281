/** The pipelines of a client's HTTPS request and of an AWS API call: every hop, in order. */
import type { HttpResponse } from '@sandbox/kernel/http';
import type { ApiError } from '@sandbox/services/aws-api/api-error';
import type { GatewayError } from '@sandbox/services/apigateway/gateway-response';
import { knownCaller } from './aws-api/caller-hop';
import { functionNetwork } from './aws-api/function-network-hop';
import { callOperation } from './aws-api/operation-hop';
import type { SignedCall } from './aws-api/signed-call';
import type { AtApiGateway, AtStage, ClientRequest } from './https/client-request';
import { domainName, headerSize } from './https/domain-name-hop';
import { domainNamePolicy } from './https/domain-name-policy-hop';
import {
  clientToEndpoint,
  executeApiRecord,
  bypassesLoadBalancer,
} from './https/execute-api-name-hop';
import { functionPermission } from './https/function-permission-hop';
import { gatewayErrorResponse } from './https/gateway-error-response';
import { integration } from './https/integration-hop';
import { listenerRule } from './https/listener-rule-hop';
import { aliasRecord, clientToLoadBalancer, existingLoadBalancer } from './https/load-balancer-hop';
import { bodySize, matchingMethod, readableUrl, throttling } from './https/method-hop';
import { requestValidation } from './https/request-validation-hop';
import {
  endpointPolicy,
  permissionsBoundary,
  resourcePolicy,
  rolePolicy,
} from './https/resource-policy-hop';
import { signer } from './https/signer-hop';
import { endpointPort, loadBalancerToEndpoint, targetEndpoint } from './https/vpc-endpoint-hop';
import { Pipeline } from './pipeline';

const byExecuteApiName = Pipeline.from<ClientRequest, HttpResponse>()
  .hop('Route 53', executeApiRecord)
  .hop('security group', clientToEndpoint);

const byLoadBalancer = Pipeline.from<ClientRequest, HttpResponse>()
  .hop('Route 53', aliasRecord)
  .hop('load balancer', existingLoadBalancer)
  .hop('security group', clientToLoadBalancer)
  .hop('load balancer', listenerRule)
  .hop('VPC endpoint', targetEndpoint)
  .hop('security group', loadBalancerToEndpoint)
  .hop('VPC endpoint', endpointPort);

const throughStage = Pipeline.from<AtStage, GatewayError>()
  .hop('request validation', readableUrl)
  .hop('request validation', bodySize)
  .hop('caller', signer)
  .hop('endpoint policy', endpointPolicy)
  .hop('role policy', rolePolicy)
  .hop('permissions boundary', permissionsBoundary)
  .hop('resource policy', resourcePolicy)
  .hop('method', matchingMethod)
  .hop('throttling', throttling)
  .hop('request validation', requestValidation)
  .hop('function permission', functionPermission)
  .hop('integration', integration);

export const clientRequestPipeline = Pipeline.from<ClientRequest, HttpResponse>()
  .branch<AtApiGateway>(bypassesLoadBalancer, byExecuteApiName, byLoadBalancer)
  .hop('domain name', headerSize)
  .hop('domain name', domainName)
  .hop('domain name', domainNamePolicy)
  .through(throughStage, gatewayErrorResponse);

export const apiCallPipeline = Pipeline.from<SignedCall, ApiError>()
  .hop('caller', knownCaller)
  .hop('function network', functionNetwork)
  .action(callOperation);
