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
});

export type FunctionConfiguration = Readonly<z.output<typeof functionConfigurationSchema>>;
