/**
 * Custom resources: the provider function is invoked with CloudFormation's event and sends its
 * response to a URL, as in AWS. As there, it is invoked only when properties change; a restart
 * restores the resource with the last response.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html
 */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { oneLine } from '@sandbox/kernel/one-line';
import {
  PartiallyCreatedError,
  resourceTypesOf,
  type DeployedResource,
  type ResourceContext,
} from '@sandbox/engine/resource-type';
import type { AccountWith } from '../services';

type Account = AccountWith<'lambda'>;

const resourceType = resourceTypesOf<Account>();

const answerSchema = z.object({
  Status: z.enum(['SUCCESS', 'FAILED']),
  Reason: z.string().optional(),
  PhysicalResourceId: z.string().optional(),
  Data: z.record(z.string(), z.unknown()).default({}),
});

/**
 * The default timeout in seconds. CloudFormation waits for an hour without `ServiceTimeout`, which
 * is too long for local development.
 */
const ANSWER_TIMEOUT = 30;

interface Request {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly PhysicalResourceId?: string;
  readonly OldResourceProperties?: unknown;
}

export const customResource = resourceType({
  properties: z.looseObject({
    ServiceToken: z.string(),
    ServiceTimeout: z.coerce.number().min(1).max(3600).default(ANSWER_TIMEOUT),
  }),
  // The physical ID is in the provider's response.
  identity: 'generated',
  replaceOn: ['ServiceToken'],
  outlivesProcess: true,
  async put(properties, context, previous) {
    if (!previous) return invoke({ RequestType: 'Create' }, properties, context);
    const OldResourceProperties = asStrings(previous.properties);
    return invoke(
      { RequestType: 'Update', PhysicalResourceId: previous.ref, OldResourceProperties },
      properties,
      context,
    );
  },
  async delete({ ref, properties }, context) {
    await invoke({ RequestType: 'Delete', PhysicalResourceId: ref }, properties, context);
  },
});

async function invoke(
  request: Request,
  properties: { readonly ServiceToken: string; readonly ServiceTimeout: number },
  context: ResourceContext<Account>,
): Promise<DeployedResource> {
  const token = randomUUID();
  const answered = answerSchema.safeParse(await answerOf(token, request, properties, context));
  if (!answered.success) {
    throw new Error(`the provider function sent an invalid response: ${oneLine(answered.error)}`);
  }
  const { Status, Reason = 'the provider function gave no reason', Data } = answered.data;
  const ref = answered.data.PhysicalResourceId ?? request.PhysicalResourceId ?? token;
  if (Status === 'FAILED') throw new PartiallyCreatedError(Reason, ref);
  return { ref, attributes: dotted(Data) };
}

async function answerOf(
  token: string,
  request: Request,
  properties: { readonly ServiceToken: string; readonly ServiceTimeout: number },
  { account, responses, stackId, logicalId, type }: ResourceContext<Account>,
): Promise<unknown> {
  const { ServiceToken, ServiceTimeout } = properties;
  const { url, response, close } = responses.expectCustomResource();
  const event = {
    ...request,
    ResponseURL: url,
    StackId: stackId,
    RequestId: token,
    ResourceType: type,
    LogicalResourceId: logicalId,
    ServiceToken,
    ResourceProperties: asStrings(properties),
  };
  const invoked = account.lambda.invoke(ServiceToken, JSON.stringify(event), token);
  const failed = invoked.then((result) =>
    result.kind === 'error'
      ? Promise.reject(new Error(`the provider function failed: ${result.payload}`))
      : response,
  );
  const timer = new AbortController();
  const late = setTimeout(ServiceTimeout * 1000, undefined, { signal: timer.signal }).then(() =>
    Promise.reject(new Error(`the provider function did not respond within ${ServiceTimeout} s`)),
  );
  late.catch(() => undefined);
  try {
    return await Promise.race([response, failed, late]);
  } finally {
    timer.abort();
    close();
  }
}

/**
 * Returns properties with numbers and booleans as strings, as CloudFormation passes them to custom
 * resources.
 */
function asStrings(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asStrings);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asStrings(item)]));
}

/** Returns the attributes, in which `Fn::GetAtt` addresses nested data with dots. */
function dotted(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).flatMap(([name, value]) => [
      [name, value] as const,
      ...(typeof value === 'object' && value !== null
        ? Object.entries(dotted(value as Record<string, unknown>)).map(
            ([key, inner]) => [`${name}.${key}`, inner] as const,
          )
        : []),
    ]),
  );
}
