/** The configuration of a function; each version has its own. */
import { z } from 'zod';
import { SYSTEM_LOG_LEVELS } from '../logs/system-log';
import type { Tags } from '../tags';

/** The values of `ApplicationLogLevel`, lowest first. */
export const APPLICATION_LOG_LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;

/** A schema, since published versions are restored after a restart. */
export const functionConfigurationSchema = z.object({
  name: z.string(),
  arn: z.string(),
  /** The construct path of its resource. */
  stackName: z.string().default(''),
  constructPath: z.string().default(''),
  roleArn: z.string(),
  handler: z.string(),
  /** The S3 object key of its code. */
  codeAsset: z.string(),
  /** The folder of its code. */
  codeFolder: z.string(),
  /** Seconds. */
  timeout: z.number(),
  /** MB. */
  memorySize: z.number(),
  variables: z.record(z.string(), z.string()),
  logGroup: z.string(),
  /** Such as `nodejs24.x`. */
  runtime: z.string().default('nodejs24.x'),
  logging: z
    .object({
      format: z.enum(['Text', 'JSON']),
      applicationLevel: z.enum(APPLICATION_LOG_LEVELS).exactOptional(),
      systemLevel: z.enum(SYSTEM_LOG_LEVELS).exactOptional(),
    })
    .default({ format: 'Text' }),
  architecture: z.enum(['x86_64', 'arm64']).default('x86_64'),
  description: z.string().default(''),
  tracingMode: z.enum(['Active', 'PassThrough']).default('PassThrough'),
  /** MB of `/tmp`. */
  ephemeralStorage: z.number().default(512),
  /** The subnets and groups of its network interfaces; absent for a function outside of a VPC. */
  vpc: z
    .object({ subnetIds: z.array(z.string()), securityGroupIds: z.array(z.string()) })
    .exactOptional(),
});

/** The input for creating or updating a function; members with a default may be omitted. */
export type GivenConfiguration = Readonly<z.input<typeof functionConfigurationSchema>>;

export type FunctionConfiguration = Readonly<z.output<typeof functionConfigurationSchema>>;

/** The settings of a function that apply to all its versions. */
export interface FunctionSettings {
  /** The reserved concurrency; undefined if there is none. */
  readonly reservedConcurrency?: number | undefined;
  /** The tags, which also apply to all its versions and aliases. @default none */
  readonly tags?: Tags;
}
