/** AWS::ApiGateway: stages, and the logging role of an account. */
import { z } from 'zod';
import { unique } from '@sandbox/engine/identity';
import { harmless, refused, refusedExcept } from '@sandbox/engine/property-declarations';
import { resourceTypesOf, uniqueId, type ResourceType } from '@sandbox/engine/resource-type';
import { ROLE_NOT_TRUSTED } from './account-settings';
import type { MethodThrottle } from './throttles';
import type { AccountWith } from '../services';

type Account = AccountWith<'apigateway' | 'iam'>;

const resourceType = resourceTypesOf<Account>();

/** The default limits for a setting with only a rate or only a burst. */
const DEFAULT_LIMITS = { rate: 10_000, burst: 5_000 };

interface ThrottleSetting {
  readonly HttpMethod: string;
  readonly ResourcePath: string;
  readonly ThrottlingRateLimit?: number | undefined;
  readonly ThrottlingBurstLimit?: number | undefined;
}

const methodSettingSchema = z
  .object({
    HttpMethod: z.string(),
    ResourcePath: z.string(),
    ThrottlingRateLimit: z.coerce.number().optional(),
    ThrottlingBurstLimit: z.coerce.number().optional(),
    CachingEnabled: z.literal(false, 'caching is not supported').optional(),
    LoggingLevel: z.enum(['OFF', 'ERROR', 'INFO']).default('OFF'),
  })
  .refine(
    ({ HttpMethod, ResourcePath }) => (HttpMethod === '*') === (ResourcePath === '/*'),
    'a setting must be for one method, or for HttpMethod * with ResourcePath /*',
  )
  .transform((setting) => ({ loggingLevel: setting.LoggingLevel, throttle: throttleOf(setting) }));

/** Returns undefined for a setting without throttling. */
function throttleOf(setting: ThrottleSetting): MethodThrottle | undefined {
  const { HttpMethod, ResourcePath, ThrottlingRateLimit, ThrottlingBurstLimit } = setting;
  const rate = ThrottlingRateLimit ?? DEFAULT_LIMITS.rate;
  const burst = ThrottlingBurstLimit ?? DEFAULT_LIMITS.burst;
  const isNamed = ThrottlingRateLimit !== undefined || ThrottlingBurstLimit !== undefined;
  if (!isNamed || rate < 0 || burst < 0) return undefined;
  const resourcePath = decodedPath(ResourcePath);
  return { httpMethod: HttpMethod, resourcePath, limits: { rate, burst } };
}

/** Decodes a path such as `/~1orders~1{orderId}`, which is `/orders/{orderId}`. */
function decodedPath(resourcePath: string): string {
  const path = resourcePath.slice(1).replaceAll('~1', '/');
  return path.startsWith('/') ? path : `/${path}`;
}

interface StageLogs {
  readonly AccessLogSetting?: { readonly DestinationArn?: string | undefined } | undefined;
  readonly MethodSettings: readonly { readonly loggingLevel: string }[];
}

/** Returns whether a stage needs the account's logging role. */
function logs({ AccessLogSetting, MethodSettings }: StageLogs): boolean {
  return (
    AccessLogSetting?.DestinationArn !== undefined ||
    MethodSettings.some(({ loggingLevel }) => loggingLevel !== 'OFF')
  );
}

export const stageTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::ApiGateway::Stage': resourceType({
    properties: z.object({
      RestApiId: z.string(),
      StageName: z.string(),
      DeploymentId: z.string(),
      MethodSettings: z.array(methodSettingSchema).default([]),
      AccessLogSetting: z.object({ DestinationArn: z.string().optional() }).optional(),
    }),
    unread: [
      harmless('access logs are not written', 'AccessLogSetting.Format'),
      harmless('descriptive text only', 'Description', 'DocumentationVersion'),
      harmless('only HTTP integrations use a client certificate', 'ClientCertificateId'),
      harmless(
        'execution logs, metrics and traces of an API are not written',
        'MethodSettings.DataTraceEnabled',
        'MethodSettings.MetricsEnabled',
        'TracingEnabled',
      ),
      harmless(
        'caching is not emulated',
        'CacheClusterSize',
        'MethodSettings.CacheDataEncrypted',
        'MethodSettings.CacheTtlInSeconds',
      ),
      harmless('nothing in the sandbox reads the tags of a stage', 'Tags'),
      refused('canary releases of a stage are not supported', 'CanarySetting'),
      refusedExcept([false], 'caching is not supported', 'CacheClusterEnabled'),
      refusedExcept([{}], 'stage variables are not supported', 'Variables'),
    ],
    identity: ({ RestApiId, StageName }) => [
      unique([RestApiId, StageName], 'Stage already exists'),
    ],
    replaceOn: ['RestApiId', 'StageName'],
    put(properties, { account, constructPath }, previous) {
      const { RestApiId, StageName, DeploymentId, MethodSettings } = properties;
      const isNew = !previous || !logs(previous.properties);
      if (isNew && logs(properties)) account.apigateway.assertLoggingRole();
      account.apigateway.restApi(RestApiId).putStage({
        name: StageName,
        deploymentId: DeploymentId,
        throttles: MethodSettings.flatMap(({ throttle }) => throttle ?? []),
        constructPath,
      });
      return { ref: StageName };
    },
    delete({ ref, properties }, { account }) {
      account.apigateway.findRestApi(properties.RestApiId)?.stages.delete(ref);
    },
  }),
  'AWS::ApiGateway::Account': resourceType({
    properties: z.object({ CloudWatchRoleArn: z.string().optional() }),
    // An account has a single setting, which a second resource takes over.
    identity: 'generated',
    put({ CloudWatchRoleArn }, context) {
      const { account } = context;
      if (CloudWatchRoleArn !== undefined) {
        if (!account.iam.isTrusted(CloudWatchRoleArn, 'apigateway.amazonaws.com')) {
          throw new Error(ROLE_NOT_TRUSTED);
        }
        account.apigateway.logWith(CloudWatchRoleArn);
      }
      const ref = uniqueId(8, context);
      return { ref, attributes: { Id: ref } };
    },
  }),
};
