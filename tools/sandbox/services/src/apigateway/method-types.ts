/** AWS::ApiGateway: the parts of a REST API that a deployment contains. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { customName, unique } from '@sandbox/engine/identity';
import { harmless, refused, refusedExcept } from '@sandbox/engine/property-declarations';
import { resourceTypesOf, uniqueId, type ResourceType } from '@sandbox/engine/resource-type';
import { childIdentities } from './identities';
import { assertMethod, assertModel, assertParent } from './method-checks';
import { mockProblem } from './mock-integration';
import type { Integration } from './rest-api';
import { headerValues, withoutPrefix } from './static-headers';
import type { AccountWith } from '../services';

type Account = AccountWith<'apigateway'>;

const resourceType = resourceTypesOf<Account>();

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html */
const FUNCTION_URI =
  /^arn:aws[\w-]*:apigateway:[\w-]+:lambda:path\/2015-03-31\/functions\/(.+)\/invocations$/;

const methodResponseSchema = z
  .object({
    StatusCode: z.coerce.number(),
    ResponseParameters: z.record(z.string(), z.unknown()).default({}),
    ResponseModels: z.record(z.string(), z.string()).default({}),
  })
  .transform(({ StatusCode, ResponseParameters, ResponseModels }) => ({
    statusCode: StatusCode,
    parameters: Object.keys(ResponseParameters),
    models: Object.values(ResponseModels),
  }));

const integrationSchema = z
  .object({
    Type: z.enum(['AWS_PROXY', 'MOCK']),
    Uri: z.string().optional(),
    IntegrationHttpMethod: z.string().optional(),
    Credentials: z
      .string()
      .refine((arn) => !arn.includes('user/'), 'credentials of the caller are not passed on')
      .optional(),
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
  .refine(
    ({ Type, IntegrationHttpMethod }) => Type === 'MOCK' || IntegrationHttpMethod !== undefined,
    'Enumeration value for HttpMethod must be non-empty',
  )
  .refine(
    ({ Type, Uri = '' }) => Type === 'MOCK' || FUNCTION_URI.test(Uri),
    'Invalid ARN specified in the request',
  )
  .transform((integration): Integration => ({
    type: integration.Type,
    httpMethod: integration.IntegrationHttpMethod ?? 'POST',
    ...(integration.Credentials === undefined ? {} : { roleArn: integration.Credentials }),
    functionArn: FUNCTION_URI.exec(integration.Uri ?? '')?.[1] ?? '',
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

const MODEL_EXISTS = 'Model name already exists for this REST API';

export const methodTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::ApiGateway::Resource': resourceType({
    properties: z.object({ RestApiId: z.string(), ParentId: z.string(), PathPart: z.string() }),
    identity: ({ RestApiId, ParentId, PathPart }) =>
      childIdentities([RestApiId, ParentId], PathPart),
    replaceOn: ['ParentId', 'PathPart', 'RestApiId'],
    put({ RestApiId, ParentId, PathPart }, context, previous) {
      const ref = uniqueId(6, context);
      const api = context.account.apigateway.restApi(RestApiId);
      if (!previous) assertParent(api, ParentId);
      api.resources.set(ref, { parentId: ParentId, pathPart: PathPart });
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
      AuthorizationType: z.enum(['NONE', 'AWS_IAM'], 'authorizers are not emulated'),
      RequestParameters: z.record(z.string(), z.boolean()).default({}),
      RequestModels: z.record(z.string(), z.string()).default({}),
      RequestValidatorId: z.string().optional(),
      MethodResponses: z.array(methodResponseSchema).default([]),
      Integration: integrationSchema,
    }),
    unread: [
      harmless(
        'caching is not emulated',
        'Integration.CacheKeyParameters',
        'Integration.CacheNamespace',
      ),
      harmless('descriptive text only', 'OperationName'),
      refusedExcept([false], 'API keys and usage plans are not emulated', 'ApiKeyRequired'),
      refusedExcept([[]], 'authorizers are not emulated', 'AuthorizationScopes'),
      refused('authorizers are not emulated', 'AuthorizerId'),
      refusedExcept(['INTERNET'], 'VPC links are not emulated', 'Integration.ConnectionType'),
      refused(
        'VPC links are not emulated',
        'Integration.ConnectionId',
        'Integration.IntegrationTarget',
      ),
      refused(
        'payload conversion is not emulated',
        'Integration.ContentHandling',
        'Integration.IntegrationResponses.ContentHandling',
      ),
      refused(
        'an integration response is selected by its status only',
        'Integration.IntegrationResponses.SelectionPattern',
      ),
      refusedExcept([{}], 'parameter mapping is not emulated', 'Integration.RequestParameters'),
      refusedExcept(
        ['BUFFERED'],
        'response streaming is not emulated',
        'Integration.ResponseTransferMode',
      ),
    ],
    identity: ({ RestApiId, ResourceId, HttpMethod }) => [
      unique([RestApiId, ResourceId, HttpMethod], 'Method already exists for this resource'),
    ],
    replaceOn: ['HttpMethod', 'ResourceId', 'RestApiId'],
    put(properties, context, previous) {
      const { RestApiId, ResourceId, HttpMethod, Integration: integration } = properties;
      const ref = uniqueId(8, context);
      const { roleArn } = integration;
      if (roleArn !== undefined && roleArn.split(':')[4] !== context.account.id) {
        throw new Error('Cross-account pass role is not allowed.');
      }
      const api = context.account.apigateway.restApi(RestApiId);
      if (!isDeepStrictEqual(previous?.properties, properties)) {
        assertMethod(api, {
          requestParameters: Object.keys(properties.RequestParameters),
          requestModels: Object.values(properties.RequestModels),
          requestValidatorId: properties.RequestValidatorId,
          responses: properties.MethodResponses,
          integrationResponses: integration.responses,
        });
      }
      api.methods.set(ref, {
        resourceId: ResourceId,
        httpMethod: HttpMethod,
        requestParameters: properties.RequestParameters,
        requestModels: properties.RequestModels,
        requestValidatorId: properties.RequestValidatorId,
        integration,
        authorizationType: properties.AuthorizationType,
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
    unread: [
      harmless('descriptive text only', 'Description'),
      harmless('the method specifies the content type of a model', 'ContentType'),
    ],
    identity: ({ RestApiId, Name }) =>
      customName(Name, {
        within: [RestApiId],
        message: MODEL_EXISTS,
      }),
    replaceOn: ['ContentType', 'Name', 'RestApiId'],
    put({ RestApiId, Name, Schema }, context, previous) {
      const ref = Name ?? `model${uniqueId(8, context)}`;
      const api = context.account.apigateway.restApi(RestApiId);
      if (!previous && api.models.has(ref)) throw new Error(MODEL_EXISTS);
      if (!isDeepStrictEqual(previous?.properties.Schema, Schema)) assertModel(api, Schema);
      api.models.set(ref, Schema);
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
    unread: [harmless('descriptive text only', 'Name')],
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
};
