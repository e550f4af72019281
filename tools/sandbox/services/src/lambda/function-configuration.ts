/** What a function is configured with, by which one version of it runs. */
import { z } from 'zod';
import { SYSTEM_LOG_LEVELS } from '../logs/system-log';
import type { Tags } from '../tags';

/** What `ApplicationLogLevel` may be, lowest first. */
export const APPLICATION_LOG_LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;

/** A schema, since a published version is found again after a restart. */
export const functionConfigurationSchema = z.object({
  name: z.string(),
  arn: z.string(),
  /** Where it is from. */
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
  /** Where its network interfaces are; absent for a function outside of a VPC. */
  vpc: z
    .object({ subnetIds: z.array(z.string()), securityGroupIds: z.array(z.string()) })
    .exactOptional(),
});

/** What a function is put with: what has a default may be left out. */
export type GivenConfiguration = Readonly<z.input<typeof functionConfigurationSchema>>;

export type FunctionConfiguration = Readonly<z.output<typeof functionConfigurationSchema>>;

/** What holds for a function with all its versions. */
export interface FunctionSettings {
  /** How many invocations may run at once; undefined where none are reserved. */
  readonly reservedConcurrency?: number | undefined;
  /** Of all of its versions and aliases too. @default none */
  readonly tags?: Tags;
}
