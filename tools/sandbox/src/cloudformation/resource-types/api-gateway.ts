/** AWS::ApiGateway: REST APIs with their parts, and custom domain names. */
import { z } from 'zod';
import { assertMockable } from '../../services/apigateway/mock-integration';
import { RestApi, type Integration } from '../../services/apigateway/rest-api';
import { stableId } from '../../services/identifiers';
import { Policy } from '../../services/iam/policy';
import { resourceType, type ResourceContext, type ResourceType } from '../resource-type';

function id(length: number, { account, stackName, logicalId }: ResourceContext): string {
  return stableId(length, account.id, stackName, logicalId);
}

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
    responses: integration.IntegrationResponses.map((response) => ({
      statusCode: response.StatusCode,
      headers: withoutPrefix(response.ResponseParameters, 'method.response.header.'),
      templates: response.ResponseTemplates,
    })),
  }));

export const apiGatewayTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::ApiGateway::RestApi': resourceType(
    z.object({
      EndpointConfiguration: z.object({ Types: z.array(z.string()).default([]) }).optional(),
      Policy: z.unknown(),
    }),
    ({ EndpointConfiguration, Policy: document }, context) => {
      const ref = id(10, context);
      const rootResourceId = stableId(10, ref, 'root');
      context.account.apigateway.createRestApi(
        new RestApi({
          id: ref,
          rootResourceId,
          isPrivate: EndpointConfiguration?.Types.includes('PRIVATE') ?? false,
          policy:
            document === undefined
              ? undefined
              : new Policy(withOwnArns(document, ref, context), context.constructPath),
        }),
      );
      return { ref, attributes: { RestApiId: ref, RootResourceId: rootResourceId } };
    },
  ),
  'AWS::ApiGateway::Resource': resourceType(
    z.object({ RestApiId: z.string(), ParentId: z.string(), PathPart: z.string() }),
    ({ RestApiId, ParentId, PathPart }, context) => {
      const ref = id(6, context);
      const { resources } = context.account.apigateway.restApi(RestApiId);
      resources.set(ref, { parentId: ParentId, pathPart: PathPart });
      return { ref, attributes: { ResourceId: ref } };
    },
  ),
  'AWS::ApiGateway::Method': resourceType(
    z.object({
      RestApiId: z.string(),
      ResourceId: z.string(),
      HttpMethod: z.string(),
      AuthorizationType: z.literal('NONE', 'only methods without authorization are known here'),
      RequestParameters: z.record(z.string(), z.boolean()).default({}),
      RequestModels: z.record(z.string(), z.string()).default({}),
      RequestValidatorId: z.string().optional(),
      Integration: integrationSchema,
    }),
    (properties, context) => {
      const { RestApiId, ResourceId, HttpMethod, Integration: integration } = properties;
      if (integration.type === 'MOCK') assertMockable(integration);
      context.account.apigateway.restApi(RestApiId).methods.push({
        resourceId: ResourceId,
        httpMethod: HttpMethod,
        requestParameters: properties.RequestParameters,
        requestModels: properties.RequestModels,
        requestValidatorId: properties.RequestValidatorId,
        integration,
      });
      return { ref: id(8, context) };
    },
  ),
  'AWS::ApiGateway::Model': resourceType(
    z.object({ RestApiId: z.string(), Name: z.string().optional(), Schema: z.unknown() }),
    ({ RestApiId, Name, Schema }, context) => {
      const ref = Name ?? `model${id(8, context)}`;
      context.account.apigateway.restApi(RestApiId).models.set(ref, Schema);
      return { ref };
    },
  ),
  'AWS::ApiGateway::RequestValidator': resourceType(
    z.object({
      RestApiId: z.string(),
      ValidateRequestBody: z.boolean().default(false),
      ValidateRequestParameters: z.boolean().default(false),
    }),
    ({ RestApiId, ValidateRequestBody, ValidateRequestParameters }, context) => {
      const ref = id(6, context);
      context.account.apigateway.restApi(RestApiId).validators.set(ref, {
        body: ValidateRequestBody,
        parameters: ValidateRequestParameters,
      });
      return { ref, attributes: { RequestValidatorId: ref } };
    },
  ),
  'AWS::ApiGateway::GatewayResponse': resourceType(
    z.object({
      RestApiId: z.string(),
      ResponseType: z.string(),
      StatusCode: z.coerce.number().optional(),
      ResponseParameters: headerValues.default({}),
      ResponseTemplates: z.record(z.string(), z.string()).default({}),
    }),
    ({ RestApiId, ResponseType, StatusCode, ResponseParameters, ResponseTemplates }, context) => {
      context.account.apigateway.restApi(RestApiId).gatewayResponses.set(ResponseType, {
        statusCode: StatusCode,
        headers: withoutPrefix(ResponseParameters, 'gatewayresponse.header.'),
        templates: ResponseTemplates,
      });
      return { ref: id(8, context) };
    },
  ),
  'AWS::ApiGateway::Deployment': resourceType(
    z.object({ RestApiId: z.string() }),
    ({ RestApiId }, context) => {
      const ref = id(6, context);
      context.account.apigateway.restApi(RestApiId).createDeployment(ref);
      return { ref, attributes: { DeploymentId: ref } };
    },
  ),
  'AWS::ApiGateway::Stage': resourceType(
    z.object({ RestApiId: z.string(), StageName: z.string(), DeploymentId: z.string() }),
    ({ RestApiId, StageName, DeploymentId }, { account }) => {
      account.apigateway.restApi(RestApiId).createStage(StageName, DeploymentId);
      return { ref: StageName };
    },
  ),
  'AWS::ApiGateway::DomainName': resourceType(
    z.object({ DomainName: z.string() }),
    ({ DomainName }, { account }) => {
      account.apigateway.createDomainName(DomainName);
      return {
        ref: DomainName,
        attributes: {
          RegionalDomainName: `d-${stableId(10, DomainName)}.execute-api.${account.region}.amazonaws.com`,
          RegionalHostedZoneId: 'Z1U9ULNL0V5AJ3',
          DomainNameArn: `arn:aws:apigateway:${account.region}::/domainnames/${DomainName}`,
        },
      };
    },
  ),
  'AWS::ApiGateway::BasePathMapping': resourceType(
    z.object({
      DomainName: z.string(),
      BasePath: z.string().default(''),
      RestApiId: z.string(),
      Stage: z.string(),
    }),
    ({ DomainName, BasePath, RestApiId, Stage }, context) => {
      context.account.apigateway.createBasePathMapping(DomainName, {
        basePath: BasePath,
        restApiId: RestApiId,
        stage: Stage,
      });
      return { ref: id(8, context) };
    },
  ),
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
function withOwnArns(document: unknown, apiId: string, { account }: ResourceContext): unknown {
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
