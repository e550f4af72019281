/**
 * Custom resources: the provider function is invoked with CloudFormation's event and answers to a
 * URL, as in AWS. As there, it is asked only when properties change: a restart finds the resource as it
 * was answered.
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

/** Seconds; CloudFormation waits an hour where no `ServiceTimeout` is given, nobody at a laptop does. */
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
  // Its provider function answers with the physical ID.
  identity: 'generated',
  replaceOn: ['ServiceToken'],
  outlivesProcess: true,
  async put(properties, context, previous) {
    if (!previous) return ask({ RequestType: 'Create' }, properties, context);
    const OldResourceProperties = asTexts(previous.properties);
    return ask(
      { RequestType: 'Update', PhysicalResourceId: previous.ref, OldResourceProperties },
      properties,
      context,
    );
  },
  async delete({ ref, properties }, context) {
    await ask({ RequestType: 'Delete', PhysicalResourceId: ref }, properties, context);
  },
});

async function ask(
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
    ResourceProperties: asTexts(properties),
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

/** CloudFormation hands numbers and booleans to a custom resource as texts. */
function asTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asTexts);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asTexts(item)]));
}

/** `Fn::GetAtt` reaches into nested data by dots. */
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
