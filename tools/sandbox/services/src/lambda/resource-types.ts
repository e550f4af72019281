/** AWS::Lambda: functions, versions, aliases and permissions. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { customName } from '@sandbox/engine/identity';
import type { Asset } from '@sandbox/engine/asset-store';
import { harmless, refused, refusedExcept } from '@sandbox/engine/property-declarations';
import {
  generatedName,
  resourceTypesOf,
  type ResourceContext,
  type ResourceType,
} from '@sandbox/engine/resource-type';
import { SYSTEM_LOG_LEVELS } from '../logs/system-log';
import { aliasType } from './alias-type';
import { functionArn } from './function-arn';
import { isRetired } from './retired-runtimes';
import {
  APPLICATION_LOG_LEVELS,
  functionConfigurationSchema,
  type FunctionConfiguration,
} from './function-configuration';
import { assertNetwork, assertNetworkRights } from './network-rights';
import type { AccountWith } from '../services';
import { tagList, tagsByKey } from '../tags';

type Account = AccountWith<'ec2' | 'iam' | 'lambda'>;

const resourceType = resourceTypesOf<Account>();

/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_VARIABLES_BYTES = 4096;

/** Names that Lambda sets itself. @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const RESERVED_VARIABLES =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_REGION|REGION|EXECUTION_ENV|LAMBDA_\w+|ACCESS_KEY(_ID)?|SECRET_ACCESS_KEY|SESSION_TOKEN)|LAMBDA_(TASK_ROOT|RUNTIME_DIR)|TZ)$/;

const NOT_CONFIGURED =
  'Lambda was unable to configure your environment variables because the environment variables you have ' +
  'provided';

const runtime = z
  .string()
  .refine((name) => name.startsWith('nodejs'), {
    error: ({ input }) => `${String(input)} is not supported, only Node.js runtimes are`,
  })
  .refine((name) => !isRetired(name), {
    error: ({ input }) =>
      `The runtime parameter of ${String(input)} is no longer supported for creating or updating AWS ` +
      'Lambda functions. We recommend you use a supported runtime while creating or updating functions.',
  });

/** The code from an asset, or inline; the names are those of the properties. */
const code = z.union(
  [z.object({ S3Key: z.string() }), z.object({ ZipFile: z.string() })],
  'only code from an asset, or inline code, is supported',
);

const environment = z.object({
  Variables: z.record(z.string(), z.coerce.string()).superRefine((variables, context) => {
    const bytes = Buffer.byteLength(Object.entries(variables).flat().join(''));
    if (bytes > MAX_VARIABLES_BYTES) {
      context.addIssue(`${NOT_CONFIGURED} exceeded the 4KB limit: ${bytes} bytes`);
    }
    const reserved = Object.keys(variables).filter((name) => RESERVED_VARIABLES.test(name));
    if (reserved.length > 0) {
      context.addIssue(
        `${NOT_CONFIGURED} contains reserved keys that are currently not supported for modification. ` +
          `Reserved keys used in this request: ${reserved.join(', ')}`,
      );
    }
  }),
});

const vpcConfig = z
  .object({
    SubnetIds: z.array(z.string()).default([]),
    SecurityGroupIds: z.array(z.string()).default([]),
  })
  .refine(
    ({ SubnetIds, SecurityGroupIds }) => SubnetIds.length > 0 === SecurityGroupIds.length > 0,
    'SubnetIds and SecurityGroupIds must be set together',
  );

const loggingConfig = z
  .object({
    LogGroup: z.string().optional(),
    LogFormat: z.enum(['Text', 'JSON']).default('Text'),
    ApplicationLogLevel: z.enum(APPLICATION_LOG_LEVELS).optional(),
    SystemLogLevel: z.enum(SYSTEM_LOG_LEVELS).optional(),
  })
  .refine(
    ({ LogFormat, ApplicationLogLevel, SystemLogLevel }) =>
      LogFormat === 'JSON' || (ApplicationLogLevel ?? SystemLogLevel) === undefined,
    'ApplicationLogLevel and SystemLogLevel need the LogFormat JSON',
  );

const INVALID_PRINCIPAL =
  'The provided principal was invalid. Please check the principal and try again.';

/**
 * The state of a version that a restart restores: its number, and the function's configuration when
 * it was published.
 */
const versionState = z.object({ number: z.number(), configuration: functionConfigurationSchema });

export const lambdaTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::Lambda::Function': resourceType({
    properties: z.object({
      FunctionName: z.string().optional(),
      PackageType: z.literal('Zip', 'container images are not supported').default('Zip'),
      Code: code,
      Handler: z.string(),
      Role: z.string(),
      Runtime: runtime,
      Timeout: z.coerce.number().int().min(1).max(900).default(3),
      MemorySize: z.coerce.number().int().min(128).max(10_240).default(128),
      ReservedConcurrentExecutions: z.coerce.number().int().min(0).optional(),
      VpcConfig: vpcConfig.default({ SubnetIds: [], SecurityGroupIds: [] }),
      Environment: environment.default({ Variables: {} }),
      LoggingConfig: loggingConfig.default({ LogFormat: 'Text' }),
      Architectures: z.tuple([z.enum(['x86_64', 'arm64'])]).default(['x86_64']),
      Description: z.string().max(256).default(''),
      EphemeralStorage: z
        .object({ Size: z.coerce.number().int().min(512).max(10_240) })
        .default({ Size: 512 }),
      TracingConfig: z
        .object({ Mode: z.enum(['Active', 'PassThrough']).default('PassThrough') })
        .default({ Mode: 'PassThrough' }),
      Tags: tagList,
    }),
    unread: [
      harmless(
        'an asset is identified by its key',
        'Code.S3Bucket',
        'Code.S3ObjectStorageMode',
        'Code.S3ObjectVersion',
      ),
      harmless('environment variables are not encrypted', 'KmsKeyArn'),
      harmless('the version of Node.js is the one on this machine', 'RuntimeManagementConfig'),
      harmless('recursive loops need queues or topics, which are not emulated', 'RecursiveLoop'),
      harmless('IPv6 is not supported', 'VpcConfig.Ipv6AllowedForDualStack'),
      refused('container images are not supported', 'Code.ImageUri', 'ImageConfig'),
      refused(
        'code that is encrypted with a customer managed key is not emulated',
        'Code.SourceKMSKeyArn',
      ),
      refused('code signing is not emulated', 'CodeSigningConfigArn'),
      refused('queues and topics are not emulated', 'DeadLetterConfig'),
      refused('durable functions are not emulated', 'DurableConfig'),
      refused(
        'managed instances are not emulated',
        'CapacityProviderConfig',
        'FunctionScalingConfig',
      ),
      refused('file systems are not supported', 'FileSystemConfigs'),
      refusedExcept([[]], 'layers are not supported', 'Layers'),
      refusedExcept(
        [false],
        'only versions that are resources are supported',
        'PublishToLatestPublished',
      ),
      refusedExcept([{ ApplyOn: 'None' }], 'snapshots are not emulated', 'SnapStart'),
      refused('tenant isolation is not emulated', 'TenancyConfig'),
    ],
    identity: ({ FunctionName }) => customName(FunctionName),
    replaceOn: ['FunctionName', 'PackageType', 'TenancyConfig'],
    put(properties, context, previous) {
      const { account, stackName, constructPath } = context;
      const name = properties.FunctionName ?? generatedName(context);
      const arn = functionArn(name, context);
      const { SubnetIds, SecurityGroupIds } = properties.VpcConfig;
      const { objectKey, path } = codeOf(properties.Code, context);
      const configuration = {
        ...{ name, arn, stackName, constructPath },
        roleArn: properties.Role,
        handler: properties.Handler,
        codeAsset: objectKey,
        codeFolder: path,
        timeout: properties.Timeout,
        memorySize: properties.MemorySize,
        variables: properties.Environment.Variables,
        logGroup: properties.LoggingConfig.LogGroup ?? `/aws/lambda/${name}`,
        runtime: properties.Runtime,
        logging: loggingOf(properties.LoggingConfig),
        architecture: properties.Architectures[0],
        description: properties.Description,
        tracingMode: properties.TracingConfig.Mode,
        ephemeralStorage: properties.EphemeralStorage.Size,
        ...(SubnetIds.length > 0
          ? { vpc: { subnetIds: SubnetIds, securityGroupIds: SecurityGroupIds } }
          : {}),
      };
      const isPlacedAnew = !isDeepStrictEqual(previous?.properties.VpcConfig, properties.VpcConfig);
      if (SubnetIds.length > 0 && isPlacedAnew) {
        assertNetworkRights(properties.Role, account);
        assertNetwork(properties.VpcConfig, account);
      }
      account.lambda.putFunction(configuration, {
        reservedConcurrency: properties.ReservedConcurrentExecutions,
        tags: tagsByKey(properties.Tags),
      });
      return { ref: name, attributes: { Arn: arn }, state: { codeAsset: objectKey } };
    },
    delete: ({ ref }, context) => context.account.lambda.deleteFunction(functionArn(ref, context)),
  }),
  'AWS::Lambda::Version': resourceType({
    properties: z.object({ FunctionName: z.string() }),
    unread: [
      harmless('descriptive text only', 'Description'),
      harmless('provisioned concurrency is not emulated', 'ProvisionedConcurrencyConfig'),
      harmless('the version of Node.js is the one on this machine', 'RuntimePolicy'),
      refused('the code hash of a version is not verified', 'CodeSha256'),
      refused('managed instances are not emulated', 'FunctionScalingConfig'),
    ],
    // A function can't publish the same code and configuration twice.
    identity: 'generated',
    replaceOn: [
      'CodeSha256',
      'Description',
      'FunctionName',
      'ProvisionedConcurrencyConfig',
      'RuntimePolicy',
    ],
    put({ FunctionName }, context, previous) {
      const arn = functionArn(FunctionName, context);
      const restored = versionState.safeParse(previous?.state).data;
      const published = context.account.lambda.publishVersion(
        arn,
        restored && {
          ...restored,
          configuration: {
            ...restored.configuration,
            codeFolder: context.asset(restored.configuration.codeAsset),
          },
        },
      );
      const ref = `${arn}:${published.number}`;
      return {
        ref,
        attributes: { Version: String(published.number), FunctionArn: ref },
        state: published,
      };
    },
    delete({ attributes, properties }, context) {
      const arn = functionArn(properties.FunctionName, context);
      context.account.lambda.deleteVersion(arn, String(attributes?.['Version']));
    },
  }),
  'AWS::Lambda::Alias': aliasType,
  'AWS::Lambda::Permission': resourceType({
    properties: z.object({
      FunctionName: z.string(),
      Action: z.string(),
      Principal: z.string(),
      SourceArn: z.string().optional(),
      SourceAccount: z.string().optional(),
      PrincipalOrgID: z.string().optional(),
    }),
    unread: [
      refused('Alexa skills are not emulated', 'EventSourceToken'),
      refused('function URLs are not emulated', 'FunctionUrlAuthType'),
      refusedExcept([false], 'function URLs are not emulated', 'InvokedViaFunctionUrl'),
    ],
    identity: 'generated',
    replaceOn: [
      'Action',
      'EventSourceToken',
      'FunctionName',
      'FunctionUrlAuthType',
      'InvokedViaFunctionUrl',
      'Principal',
      'PrincipalOrgID',
      'SourceAccount',
      'SourceArn',
    ],
    put({ FunctionName, Action, Principal, ...conditions }, context, previous) {
      const { account, constructPath } = context;
      const arn = functionArn(FunctionName, context);
      const id = generatedName(context);
      if (!previous) {
        const Statement = { Principal: { AWS: Principal } };
        account.lambda.assertThere(arn);
        account.iam.assertPrincipals({ Statement }, INVALID_PRINCIPAL);
      }
      const statement = {
        Sid: id,
        Effect: 'Allow',
        Principal: Principal.endsWith('.amazonaws.com')
          ? { Service: Principal }
          : { AWS: Principal },
        Action,
        Resource: arn,
        Condition: {
          ...(conditions.SourceArn ? { ArnLike: { 'aws:SourceArn': conditions.SourceArn } } : {}),
          ...equalities(conditions.SourceAccount, conditions.PrincipalOrgID),
        },
      };
      account.lambda.addPermission(arn, id, statement, constructPath);
      return { ref: id };
    },
    delete({ ref, properties: { FunctionName } }, context) {
      context.account.lambda.removePermission(functionArn(FunctionName, context), ref);
    },
  }),
};

function codeOf(given: z.output<typeof code>, context: ResourceContext<Account>): Asset {
  if ('ZipFile' in given) return context.inlineAsset(given.ZipFile);
  return { objectKey: given.S3Key, path: context.asset(given.S3Key) };
}

function loggingOf(given: z.output<typeof loggingConfig>): FunctionConfiguration['logging'] {
  const { LogFormat, ApplicationLogLevel, SystemLogLevel } = given;
  return {
    format: LogFormat,
    ...(ApplicationLogLevel === undefined ? {} : { applicationLevel: ApplicationLogLevel }),
    ...(SystemLogLevel === undefined ? {} : { systemLevel: SystemLogLevel }),
  };
}

function equalities(sourceAccount: string | undefined, organization: string | undefined) {
  if (!sourceAccount && !organization) return {};
  return {
    StringEquals: {
      ...(sourceAccount ? { 'aws:SourceAccount': sourceAccount } : {}),
      ...(organization ? { 'aws:PrincipalOrgID': organization } : {}),
    },
  };
}
