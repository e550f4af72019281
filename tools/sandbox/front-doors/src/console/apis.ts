/**
 * The deployed REST APIs for the console's forms: methods with their parameters and model schemas.
 */
import type { StackResource } from '@sandbox/engine/stack-state';
import { exampleOf } from '@sandbox/services/apigateway/example';
import { z } from 'zod';
import type { TopologyStack } from './topology';
import type { ApiInfo, ApiMethod, ApiParameter, JsonSchema } from './wire';

/** A stage of an API with its locations for clients. */
export interface ReachedApi {
  readonly constructPath: string;
  readonly stage: string;
  readonly locations: ApiInfo['locations'];
  readonly unreachable: string | undefined;
}

type Resources = readonly StackResource[];

/** In a template, a boolean may be a string. */
const flag = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })]);

const methodSchema = z.object({
  HttpMethod: z.string(),
  ResourceId: z.string(),
  RestApiId: z.string(),
  AuthorizationType: z.string().default('NONE'),
  RequestParameters: z.record(z.string(), flag).default({}),
  RequestModels: z.record(z.string(), z.string()).default({}),
  MethodResponses: z
    .array(
      z.object({
        StatusCode: z.coerce.string(),
        ResponseModels: z.record(z.string(), z.string()).default({}),
      }),
    )
    .default([]),
});

const resourceSchema = z.object({ ParentId: z.string(), PathPart: z.string() });

const PARAMETER = /^method\.request\.(path|querystring|header)\.(.+)$/;

/** @param hasDocument returns whether a stack's API has a committed OpenAPI document. */
export function apisOf(
  stacks: readonly TopologyStack[],
  reached: readonly ReachedApi[],
  hasDocument: (stack: string) => boolean,
): readonly ApiInfo[] {
  return reached.flatMap(({ constructPath, stage, locations, unreachable }) => {
    const stack = stacks.find(({ resources }) =>
      [...resources.values()].some((resource) => isApi(resource, constructPath)),
    );
    const resources = [...(stack?.resources.values() ?? [])];
    const api = resources.find((resource) => isApi(resource, constructPath));
    if (!stack || !api) return [];
    return [
      {
        constructPath,
        stack: stack.name,
        account: stack.account,
        apiId: api.physicalId,
        stage,
        locations,
        ...(unreachable !== undefined && { unreachable }),
        methods: methodsOf(api, resources, stack.region),
        hasDocument: hasDocument(stack.name),
      },
    ];
  });
}

function isApi({ type, constructPath }: StackResource, path: string): boolean {
  return type === 'AWS::ApiGateway::RestApi' && constructPath === path;
}

/** `ANY` is omitted, since it only handles methods without a definition. */
function methodsOf(api: StackResource, resources: Resources, region: string): readonly ApiMethod[] {
  return resources
    .filter(({ type }) => type === 'AWS::ApiGateway::Method')
    .flatMap(({ properties }) => {
      const { data } = methodSchema.safeParse(properties);
      if (data?.RestApiId !== api.physicalId || data.HttpMethod === 'ANY') return [];
      const body = schemaOf(data.RequestModels['application/json'], api, resources);
      const success = data.MethodResponses.find(({ StatusCode }) => StatusCode.startsWith('2'));
      const answer = schemaOf(success?.ResponseModels['application/json'], api, resources);
      const example = body && exampleOf(body);
      return [
        {
          httpMethod: data.HttpMethod,
          path: pathOf(data.ResourceId, api, resources),
          parameters: Object.entries(data.RequestParameters).flatMap(parameterOf),
          ...(body && { body }),
          ...(example !== undefined && { example }),
          ...(answer && { answer }),
          ...(data.AuthorizationType === 'AWS_IAM' && { signedFor: region }),
        },
      ];
    })
    .sort(
      (one, other) =>
        one.path.localeCompare(other.path) || (one.httpMethod < other.httpMethod ? 1 : -1),
    );
}

function parameterOf([name, required]: readonly [string, boolean]): readonly ApiParameter[] {
  const [, place, own = ''] = PARAMETER.exec(name) ?? [];
  if (place === undefined) return [];
  return [
    { in: place === 'querystring' ? 'query' : (place as 'path' | 'header'), name: own, required },
  ];
}

function pathOf(resourceId: string, api: StackResource, resources: Resources): string {
  const found = resources.find(
    ({ type, physicalId }) => type === 'AWS::ApiGateway::Resource' && physicalId === resourceId,
  );
  const { data } = resourceSchema.safeParse(found?.properties);
  if (!data) return '/';
  const parent = pathOf(data.ParentId, api, resources);
  return `${parent === '/' ? '' : parent}/${data.PathPart}`;
}

function schemaOf(
  model: string | undefined,
  api: StackResource,
  resources: Resources,
): JsonSchema | undefined {
  if (model === undefined) return undefined;
  const found = resources.find(
    ({ type, physicalId, properties }) =>
      type === 'AWS::ApiGateway::Model' &&
      physicalId === model &&
      properties['RestApiId'] === api.physicalId,
  );
  const schema = found?.properties['Schema'];
  const parsed: unknown = typeof schema === 'string' ? JSON.parse(schema) : schema;
  return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
}

/**
 * Returns an OpenAPI document generated from the deployed API, for an API without a committed one.
 */
export function documentOf({ stack, stage, methods }: ApiInfo): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { httpMethod, path, parameters, body, answer } of methods) {
    paths[path] = {
      ...paths[path],
      [httpMethod.toLowerCase()]: {
        parameters: parameters.map((parameter) => ({ ...parameter, schema: { type: 'string' } })),
        ...(body && { requestBody: { content: { 'application/json': { schema: body } } } }),
        responses: {
          default: {
            description: 'As deployed',
            ...(answer && { content: { 'application/json': { schema: answer } } }),
          },
        },
      },
    };
  }
  return { openapi: '3.0.3', info: { title: stack, version: stage }, paths };
}
