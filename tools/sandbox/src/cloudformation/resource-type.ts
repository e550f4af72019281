/** How a kind of resource is made: the face between CloudFormation and the services. */
import type { z } from 'zod';
import type { Account } from '../account';
import type { AwsApi } from '../aws-api/aws-api';
import { oneLine } from '../one-line';

/** Where a resource stands, and what making it may use. */
export interface ResourceContext {
  readonly logicalId: string;
  readonly constructPath: string;
  readonly stackName: string;
  readonly type: string;
  readonly account: Account;
  readonly awsApi: AwsApi;
  /** The folder or file of an asset by its S3 object key; throws where there is none. */
  asset(objectKey: string): string;
}

/** A resource that is there: the value of `Ref`, and those of `Fn::GetAtt`. */
export interface DeployedResource {
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

export interface ResourceType {
  create(properties: unknown, context: ResourceContext): Promise<DeployedResource>;
}

/**
 * A resource type from the properties that it reads and how it is made of them. Properties that it
 * doesn't name have no effect in the sandbox.
 */
export function resourceType<Schema extends z.ZodType>(
  properties: Schema,
  create: (
    properties: z.output<Schema>,
    context: ResourceContext,
  ) => DeployedResource | Promise<DeployedResource>,
): ResourceType {
  return {
    async create(given, context) {
      const parsed = properties.safeParse(given);
      if (!parsed.success) throw new Error(oneLine(parsed.error));
      return create(parsed.data, context);
    },
  };
}
