/** AWS::ApiGateway: REST APIs with their parts, deployments and stages. */
import { z } from 'zod';
import { alreadyExists, customName, unique } from '@sandbox/engine/identity';
import {
  resourceTypesOf,
  uniqueId,
  type ResourceContext,
  type ResourceType,
} from '@sandbox/engine/resource-type';
import { stableId } from '@sandbox/kernel/identifiers';
import { childIdentities } from './identities';
import { mockProblem } from './mock-integration';
import type { ApiSnapshot, Integration } from './rest-api';
import type { MethodThrottle } from './throttles';
import type { AccountWith } from '../services';

type Account = AccountWith<'apigateway'>;

const resourceType = resourceTypesOf<Account>();

/** What a deployment keeps over a restart: the API as it was deployed. */
const deploymentState = z.custom<ApiSnapshot>(
  (value) => typeof value === 'object' && value !== null && 'methods' in value,
);

const headerValues = z.record(
  z.string(),
  z.string().regex(/^'[^']*'$/, "only static header values in single quotes ('…') are known here"),
);

const integrationSchema = z
  .object({
    Type: z.enum(['AWS_PROXY', 'MOCK']),
    Uri: z.string().optional(),
    TimeoutInMillis: z.coerce.number().default(29_000),
    RequestTemplates: z.record(z.string(), z.string()).default({}),
    PassthroughBehavior: z
      .enum(['NEVER', 'WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES'])
      .default('WHEN_NO_MATCH'),
    IntegrationResponses: z
      .array(
        z.object({
          StatusCode: z.coerce.number(),
          ResponseParameters: headerValues.default({}),
          ResponseTemplates: z.record(z.string(), z.string()).default({}),
        }),
      )
      .default([]),
  })
  .transform((integration): Integration => ({
    type: integration.Type,
    functionArn: /functions\/(.+)\/invocations$/.exec(integration.Uri ?? '')?.[1] ?? '',
    timeout: integration.TimeoutInMillis,
    requestTemplates: integration.RequestTemplates,
    passthroughBehavior: integration.PassthroughBehavior,
    responses: integration.IntegrationResponses.map((response) => ({
      statusCode: response.StatusCode,
      headers: withoutPrefix(response.ResponseParameters, 'method.response.header.'),
      templates: response.ResponseTemplates,
    })),
  }))
  .superRefine((integration, context) => {
    const problem = integration.type === 'MOCK' ? mockProblem(integration) : undefined;
    if (problem !== undefined) context.addIssue(problem);
  });

/** What API Gateway throttles by where a setting names only a rate or only a burst. */
const DEFAULT_LIMITS = { rate: 10_000, burst: 5_000 };

/** Undefined for a setting that throttles nothing. */
const methodSettingSchema = z
  .object({
    HttpMethod: z.string(),
    ResourcePath: z.string(),
    ThrottlingRateLimit: z.coerce.number().optional(),
    ThrottlingBurstLimit: z.coerce.number().optional(),
    CachingEnabled: z.literal(false, 'caching is not known here').optional(),
  })
  .refine(
    ({ HttpMethod, ResourcePath }) => (HttpMethod === '*') === (ResourcePath === '/*'),
    'a setting is for one method, or for HttpMethod * with ResourcePath /*',
  )
  .transform((setting): MethodThrottle | undefined => {
    const { HttpMethod, ResourcePath, ThrottlingRateLimit, ThrottlingBurstLimit } = setting;
    const rate = ThrottlingRateLimit ?? DEFAULT_LIMITS.rate;
    const burst = ThrottlingBurstLimit ?? DEFAULT_LIMITS.burst;
    const isNamed = ThrottlingRateLimit !== undefined || ThrottlingBurstLimit !== undefined;
    if (!isNamed || rate < 0 || burst < 0) return undefined;
    const resourcePath = decodedPath(ResourcePath);
    return { httpMethod: HttpMethod, resourcePath, limits: { rate, burst } };
  });

/** `/~1orders~1{orderId}` is `/orders/{orderId}`. */
function decodedPath(resourcePath: string): string {
  const path = resourcePath.slice(1).replaceAll('~1', '/');
  return path.startsWith('/') ? path : `/${path}`;
}

export const apiGatewayTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::ApiGateway::RestApi': resourceType({
    properties: z.object({
      EndpointConfiguration: z
        .object({
          Types: z.array(z.enum(['EDGE', 'PRIVATE', 'REGIONAL'])).default(['EDGE']),
          VpcEndpointIds: z.array(z.string()).default([]),
        })
        .default({ Types: ['EDGE'], VpcEndpointIds: [] }),
      DisableExecuteApiEndpoint: z.boolean().default(false),
      Policy: z.unknown().optional(),
    }),
    identity: 'generated',
    put({ EndpointConfiguration, DisableExecuteApiEndpoint, Policy }, context) {
      const ref = uniqueId(10, context);
      const rootResourceId = stableId(10, ref, 'root');
      context.account.apigateway.putRestApi({
        id: ref,
        rootResourceId,
        isPrivate: EndpointConfiguration.Types.includes('PRIVATE'),
        disablesDefaultEndpoint: DisableExecuteApiEndpoint,
        vpcEndpointIds: EndpointConfiguration.VpcEndpointIds,
        policyDocument: Policy === undefined ? undefined : withOwnArns(Policy, ref, context),
        constructPath: context.constructPath,
      });
      return { ref, attributes: { RestApiId: ref, RootResourceId: rootResourceId } };
    },
    delete: ({ ref }, { account }) => account.apigateway.deleteRestApi(ref),
  }),
  'AWS::ApiGateway::Resource': resourceType({
    properties: z.object({ RestApiId: z.string(), ParentId: z.string(), PathPart: z.string() }),
    identity: ({ RestApiId, ParentId, PathPart }) =>
      childIdentities([RestApiId, ParentId], PathPart),
    replaceOn: ['ParentId', 'PathPart', 'RestApiId'],
    put({ RestApiId, ParentId, PathPart }, context) {
      const ref = uniqueId(6, context);
      const { resources } = context.account.apigateway.restApi(RestApiId);
      resources.set(ref, { parentId: ParentId, pathPart: PathPart });
      return { ref, attributes: { ResourceId: ref } };
    },
    delete({ ref, properties }, { account }) {
      account.apigateway.findRestApi(properties.RestApiId)?.resources.delete(ref);
    },
  }),
  'AWS::ApiGateway::Method': resourceType({
    properties: z.object({
      RestApiId: z.string(),
      ResourceId: z.string(),
      HttpMethod: z.string(),
      AuthorizationType: z.literal('NONE', 'only methods without authorization are known here'),
      RequestParameters: z.record(z.string(), z.boolean()).default({}),
      RequestModels: z.record(z.string(), z.string()).default({}),
      RequestValidatorId: z.string().optional(),
      Integration: integrationSchema,
    }),
    identity: ({ RestApiId, ResourceId, HttpMethod }) => [
      unique([RestApiId, ResourceId, HttpMethod], 'Method already exists for this resource'),
    ],
    replaceOn: ['HttpMethod', 'ResourceId', 'RestApiId'],
    put(properties, context) {
      const { RestApiId, ResourceId, HttpMethod, Integration: integration } = properties;
      const ref = uniqueId(8, context);
      context.account.apigateway.restApi(RestApiId).methods.set(ref, {
        resourceId: ResourceId,
        httpMethod: HttpMethod,
        requestParameters: properties.RequestParameters,
        requestModels: properties.RequestModels,
        requestValidatorId: properties.RequestValidatorId,
        integration,
        constructPath: context.constructPath,
      });
      return { ref };
    },
    delete({ ref, properties }, { account }) {
      account.apigateway.findRestApi(properties.RestApiId)?.methods.delete(ref);
    },
  }),
  'AWS::ApiGateway::Model': resourceType({
    properties: z.object({
      RestApiId: z.string(),
      Name: z.string().optional(),
      Schema: z.unknown(),
    }),
    identity: ({ RestApiId, Name }) =>
      customName(Name, {
        within: [RestApiId],
        says: 'Model name already exists for this REST API',
      }),
    replaceOn: ['ContentType', 'Name', 'RestApiId'],
    put({ RestApiId, Name, Schema }, context) {
      const ref = Name ?? `model${uniqueId(8, context)}`;
      context.account.apigateway.restApi(RestApiId).models.set(ref, Schema);
      return { ref };
    },
    delete({ ref, properties }, { account }) {
      account.apigateway.findRestApi(properties.RestApiId)?.models.delete(ref);
    },
  }),
  'AWS::ApiGateway::RequestValidator': resourceType({
    properties: z.object({
      RestApiId: z.string(),
      ValidateRequestBody: z.boolean().default(false),
      ValidateRequestParameters: z.boolean().default(false),
    }),
    identity: 'generated',
    replaceOn: ['Name', 'RestApiId'],
    put({ RestApiId, ValidateRequestBody, ValidateRequestParameters }, context) {
      const ref = uniqueId(6, context);
      context.account.apigateway.restApi(RestApiId).validators.set(ref, {
        body: ValidateRequestBody,
        parameters: ValidateRequestParameters,
      });
      return { ref, attributes: { RequestValidatorId: ref } };
    },
    delete({ ref, properties }, { account }) {
      account.apigateway.findRestApi(properties.RestApiId)?.validators.delete(ref);
    },
  }),
  'AWS::ApiGateway::GatewayResponse': resourceType({
    properties: z.object({
      RestApiId: z.string(),
      ResponseType: z.string(),
      StatusCode: z.coerce.number().optional(),
      ResponseParameters: headerValues.default({}),
      ResponseTemplates: z.record(z.string(), z.string()).default({}),
    }),
    identity: ({ RestApiId, ResponseType }) => [
      unique(
        [RestApiId, ResponseType],
        alreadyExists('AWS::ApiGateway::GatewayResponse', `${RestApiId}|${ResponseType}`),
      ),
    ],
    replaceOn: ['ResponseType', 'RestApiId'],
    put(properties, context) {
      const { gatewayResponses } = context.account.apigateway.restApi(properties.RestApiId);
      gatewayResponses.set(properties.ResponseType, {
        statusCode: properties.StatusCode,
        headers: withoutPrefix(properties.ResponseParameters, 'gatewayresponse.header.'),
        templates: properties.ResponseTemplates,
      });
      return { ref: uniqueId(8, context) };
    },
    delete({ properties: { RestApiId, ResponseType } }, { account }) {
      account.apigateway.findRestApi(RestApiId)?.gatewayResponses.delete(ResponseType);
    },
  }),
  'AWS::ApiGateway::Deployment': resourceType({
    properties: z.object({ RestApiId: z.string() }),
    identity: 'generated',
    replaceOn: ['DeploymentCanarySettings', 'RestApiId'],
    put({ RestApiId }, context, previous) {
      const ref = uniqueId(6, context);
      const known = deploymentState.safeParse(previous?.state).data;
      const state = context.account.apigateway.restApi(RestApiId).createDeployment(ref, known);
      return { ref, attributes: { DeploymentId: ref }, state };
    },
    delete({ ref, properties }, { account }) {
      account.apigateway.findRestApi(properties.RestApiId)?.deleteDeployment(ref);
    },
  }),
  'AWS::ApiGateway::Stage': resourceType({
    properties: z.object({
      RestApiId: z.string(),
      StageName: z.string(),
      DeploymentId: z.string(),
      MethodSettings: z.array(methodSettingSchema).default([]),
      Variables: z.record(z.string(), z.never('stage variables are not known here')).optional(),
      CanarySetting: z.undefined('canary releases of a stage are not known here').optional(),
    }),
    identity: ({ RestApiId, StageName }) => [
      unique([RestApiId, StageName], 'Stage already exists'),
    ],
    replaceOn: ['RestApiId', 'StageName'],
    put({ RestApiId, StageName, DeploymentId, MethodSettings }, { account, constructPath }) {
      account.apigateway.restApi(RestApiId).putStage({
        name: StageName,
        deploymentId: DeploymentId,
        throttles: MethodSettings.flatMap((setting) => setting ?? []),
        constructPath,
      });
      return { ref: StageName };
    },
    delete({ ref, properties }, { account }) {
      account.apigateway.findRestApi(properties.RestApiId)?.stages.delete(ref);
    },
  }),
};

function withoutPrefix(
  headers: Readonly<Record<string, string>>,
  prefix: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.replace(prefix, ''), value]),
  );
}

/**
 * API Gateway completes a resource `execute-api:/…` in an API's own policy to the ARN of that API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-using-iam-policies-to-invoke-api.html
 */
function withOwnArns(
  document: unknown,
  apiId: string,
  { account }: ResourceContext<Account>,
): unknown {
  const prefix = `arn:aws:execute-api:${account.region}:${account.id}:${apiId}/`;
  const complete = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(/^execute-api:\//, prefix);
    if (Array.isArray(value)) return value.map(complete);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        key === 'Resource' || key === 'NotResource' || key === 'Statement' ? complete(item) : item,
      ]),
    );
  };
  return complete(document);
}
