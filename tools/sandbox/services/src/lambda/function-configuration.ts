/** What a function is configured with, by which one version of it runs. */
import { z } from 'zod';

/** A schema, since a published version is found again after a restart. */
export const functionConfigurationSchema = z.object({
  name: z.string(),
  arn: z.string(),
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
  /** Where its network interfaces are; absent for a function outside of a VPC. */
  vpc: z
    .object({ subnetIds: z.array(z.string()), securityGroupIds: z.array(z.string()) })
    .exactOptional(),
});

export type FunctionConfiguration = Readonly<z.output<typeof functionConfigurationSchema>>;

/** What holds for a function with all its versions. */
export interface FunctionSettings {
  /** How many invocations may run at once; undefined where none are reserved. */
  readonly reservedConcurrency?: number | undefined;
}
