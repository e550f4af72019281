/** Short forms of template edits, and constants that several cases share. */
import type { App, Place, TemplateEdit } from './fidelity-case';

/** Returns edits of one app's template. Construct paths are relative to the stack. */
export interface Edits {
  /** Sets or adds a value. */
  set(construct: string, at: Place, value: unknown): TemplateEdit;
  /** Removes a property, a list element or, without a place, the whole resource. */
  remove(construct: string, at?: Place): TemplateEdit;
  /** Adds a resource with a logical ID. */
  add(logicalId: string, resource: object): TemplateEdit;
  /** Replaces the bundle of a function with a module that exports `handler`. */
  code(construct: string, source: string): TemplateEdit;
}

function editsOf(app: App): Edits {
  return {
    set: (construct, at, value) => ({ app, construct, at: ['Properties', ...at], value }),
    remove: (construct, at) => ({
      app,
      construct,
      at: at === undefined ? [] : ['Properties', ...at],
    }),
    add: (logicalId, resource) => ({ app, construct: logicalId, at: [], value: resource }),
    code: (construct, source) => ({ app, construct, at: ['Properties', 'Code'], code: source }),
  };
}

/** Returns an edit for a second deployment, after the services, such as a reference to a resource of theirs. */
export function afterServices(edit: TemplateEdit): TemplateEdit {
  return { ...edit, afterServices: true };
}

export const consumer = editsOf('consumer-infra');
export const food = editsOf('food-service');

/** Constructs of the food service that several cases edit. */
export const API = 'Microservice/Api/Api/Resource';
export const FOOD = 'food-service-sandbox';
export const LIST_FUNCTION = 'Microservice/list-orders/Lambda/Function/Resource';
export const LIST_METHOD = 'Microservice/Api/Api/Default/orders/GET/Resource';
export const PLACE_METHOD = 'Microservice/Api/Api/Default/orders/POST/Resource';
export const PLACE_MODEL = 'Microservice/Api/Api/PlaceOrder/Resource';

/** A valid order. */
export const placeOrder = {
  method: 'POST',
  body: '{"fullName":"Ada Lovelace","food":"pizza"}',
} as const;

/** API Gateway's response if the function or its permission is the cause. */
export const serverError = (status: 500 | 502) => ({
  status,
  headers: { 'x-amzn-errortype': 'InternalServerErrorException' },
  body: { status, code: status === 502 ? 'SERVICE.INVALID_ANSWER' : 'SERVICE.INTERNAL_ERROR' },
});

const developerGuide = 'https://docs.aws.amazon.com/apigateway/latest/developerguide';

const iam = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

/** Pages of AWS's documentation that several cases cite. */
export const docs = {
  accessDenied: `${developerGuide}/apigateway-authorization-flow.html`,
  privateApi: `${developerGuide}/apigateway-resource-policies-examples.html`,
  privateDomainNames: `${developerGuide}/apigateway-private-custom-domains.html`,
  sharedDomainNames: `${developerGuide}/apigateway-private-custom-domains-provider-share.html`,
  iamAccess: `${developerGuide}/permissions.html`,
  conditionKeys: `${developerGuide}/apigateway-resource-policies-aws-condition-keys.html`,
  signatureErrors: `${iam}/reference_sigv-troubleshooting.html`,
  forbidden: 'https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden',
  policyForPrivateApi: `${developerGuide}/apigateway-private-api-create.html`,
  basePaths: `${developerGuide}/rest-api-mappings.html`,
  gatewayResponses: `${developerGuide}/supported-gateway-response-types.html`,
  requestValidation: `${developerGuide}/api-gateway-method-request-validation.html`,
  importantNotes: `${developerGuide}/api-gateway-known-issues.html`,
  lambdaProxy: `${developerGuide}/set-up-lambda-proxy-integrations.html`,
  mock: `${developerGuide}/how-to-mock-integration.html`,
  quotas: `${developerGuide}/api-gateway-execution-service-limits-table.html`,
  lambdaPermission: 'https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-arn.html',
  lambdaTimeout: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html',
  invokeUrls: `${developerGuide}/apigateway-private-api-test-invoke-url.html`,
  disabledEndpoint: `${developerGuide}/rest-api-disable-default-endpoint.html`,
  executeApiEndpointPolicy: `${developerGuide}/apigateway-vpc-endpoint-policies.html`,
  throttling: `${developerGuide}/api-gateway-request-throttling.html`,
  securityGroups: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  gatewayEndpoints: 'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
  gatewayEndpointPolicy:
    'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  concurrency: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html',
  lambdaQuotas: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  globalConditionKeys: `${iam}/reference_policies_condition-keys.html`,
  notPrincipal: `${iam}/reference_policies_elements_notprincipal.html`,
  policyEvaluation: `${iam}/reference_policies_evaluation-logic_policy-eval-denyallow.html`,
  trustPolicies: `${iam}/id_roles_update-role-trust-policy.html`,
  boundaries: `${iam}/access_policies_boundaries.html`,
  dynamoDbIndexes:
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html',
  executionRole: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
  crossAccountSecret:
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html',
  secretArns: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html',
  viaService: 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html',
  listenerRules:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html',
  loadBalancerErrors:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
} as const;
