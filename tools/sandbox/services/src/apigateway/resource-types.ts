/** AWS::ApiGateway: REST APIs with their gateway responses and deployments. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { alreadyExists, unique } from '@sandbox/engine/identity';
import { harmless, refused, refusedExcept } from '@sandbox/engine/property-declarations';
import {
  resourceTypesOf,
  uniqueId,
  type ResourceContext,
  type ResourceType,
} from '@sandbox/engine/resource-type';
import { stableId } from '@sandbox/kernel/identifiers';
import { methodTypes } from './method-types';
import { withCompleteArns } from './complete-arns';
import type { ApiSnapshot } from './rest-api';
import { stageTypes } from './stage-types';
import { headerValues, withoutPrefix } from './static-headers';
import type { AccountWith } from '../services';

type Account = AccountWith<'apigateway' | 'iam'>;

const resourceType = resourceTypesOf<Account>();

/** API Gateway's error for a policy with an unknown principal. */
export const INVALID_POLICY =
  'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.';

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-api-migration.html */
const PRIVATE_TO_EDGE = 'Cannot update endpoint from PRIVATE to EDGE';

/** The state of a deployment that a restart restores: the API as it was deployed. */
const deploymentState = z.custom<ApiSnapshot>(
  (value) => typeof value === 'object' && value !== null && 'methods' in value,
);

export const apiGatewayTypes: Readonly<Record<string, ResourceType<Account>>> = {
  ...methodTypes,
  ...stageTypes,
  'AWS::ApiGateway::RestApi': resourceType({
    properties: z.object({
      EndpointConfiguration: z
        .object({
          Types: z.array(z.enum(['EDGE', 'PRIVATE', 'REGIONAL'])).default(['EDGE']),
          VpcEndpointIds: z.array(z.string()).default([]),
        })
        .refine(
          ({ Types, VpcEndpointIds }) => VpcEndpointIds.length === 0 || Types.includes('PRIVATE'),
          'VPCEndpoint can only be specified with PRIVATE apis.',
        )
        .default({ Types: ['EDGE'], VpcEndpointIds: [] }),
      DisableExecuteApiEndpoint: z.boolean().default(false),
      BinaryMediaTypes: z.array(z.string()).default([]),
      Policy: z.unknown().optional(),
    }),
    unread: [
      harmless('descriptive text only', 'Description', 'Name', 'Version'),
      harmless('API keys are not emulated, so no method can require one', 'ApiKeySourceType'),
      harmless('it applies to OpenAPI documents only', 'FailOnWarnings', 'Mode', 'Parameters'),
      harmless('IPv6 is not supported', 'EndpointConfiguration.IpAddressType'),
      harmless('TLS is negotiated with the defaults of Node.js', 'SecurityPolicy'),
      harmless('nothing in the sandbox reads the tags of an API', 'Tags'),
      refused(
        'APIs from OpenAPI documents are not emulated; define resources and methods',
        'Body',
        'BodyS3Location',
      ),
      refused('cloning an API is not emulated', 'CloneFrom'),
      refused('payload compression is not emulated', 'MinimumCompressionSize'),
      refusedExcept(['BASIC'], 'the strict access mode is not emulated', 'EndpointAccessMode'),
    ],
    identity: 'generated',
    put(properties, context, previous) {
      const { EndpointConfiguration, DisableExecuteApiEndpoint, Policy } = properties;
      if (!isDeepStrictEqual(previous?.properties.Policy, Policy)) {
        context.account.iam.assertPrincipals(Policy, INVALID_POLICY);
      }
      const wasPrivate = previous?.properties.EndpointConfiguration.Types.includes('PRIVATE');
      if (wasPrivate === true && EndpointConfiguration.Types.includes('EDGE')) {
        throw new Error(PRIVATE_TO_EDGE);
      }
      const ref = uniqueId(10, context);
      const rootResourceId = stableId(10, ref, 'root');
      context.account.apigateway.putRestApi({
        id: ref,
        rootResourceId,
        isPrivate: EndpointConfiguration.Types.includes('PRIVATE'),
        disablesDefaultEndpoint: DisableExecuteApiEndpoint,
        binaryMediaTypes: properties.BinaryMediaTypes,
        vpcEndpointIds: EndpointConfiguration.VpcEndpointIds,
        policyDocument: Policy === undefined ? undefined : ownPolicy(Policy, ref, context),
        constructPath: context.constructPath,
      });
      return { ref, attributes: { RestApiId: ref, RootResourceId: rootResourceId } };
    },
    delete: ({ ref }, { account }) => account.apigateway.deleteRestApi(ref),
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
    unread: [
      harmless('descriptive text only', 'Description'),
      refused('canary releases are not supported', 'DeploymentCanarySettings'),
      refused('define the stage as a separate resource', 'StageDescription', 'StageName'),
    ],
    identity: 'generated',
    replaceOn: ['DeploymentCanarySettings', 'RestApiId'],
    put({ RestApiId }, context, previous) {
      const ref = uniqueId(6, context);
      const restored = deploymentState.safeParse(previous?.state).data;
      const state = context.account.apigateway.restApi(RestApiId).createDeployment(ref, restored);
      return { ref, attributes: { DeploymentId: ref }, state };
    },
    delete({ ref, properties }, { account }) {
      account.apigateway.findRestApi(properties.RestApiId)?.deleteDeployment(ref);
    },
  }),
};

function ownPolicy(
  document: unknown,
  apiId: string,
  { account: { region, id } }: ResourceContext<Account>,
): unknown {
  return withCompleteArns(
    document,
    (rest) => `arn:aws:execute-api:${region}:${id}:${apiId}/${rest}`,
  );
}
