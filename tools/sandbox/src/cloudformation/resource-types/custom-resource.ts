/**
 * Custom resources: the provider function is invoked with CloudFormation's event and answers to a
 * URL, as in AWS. As there, it is asked once: while its properties stay the same, a later start finds
 * the resource as it was answered.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { oneLine } from '../../one-line';
import { resourceType, type DeployedResource, type ResourceContext } from '../resource-type';

const answerSchema = z.object({
  Status: z.enum(['SUCCESS', 'FAILED']),
  Reason: z.string().optional(),
  PhysicalResourceId: z.string().optional(),
  Data: z.record(z.string(), z.unknown()).default({}),
});

/** Milliseconds; CloudFormation waits an hour, which nobody at a laptop does. */
const ANSWER_TIMEOUT = 30_000;

const deployedSchema = z.object({
  ref: z.string(),
  attributes: z.record(z.string(), z.unknown()),
});

export const customResource = resourceType({
  properties: z.looseObject({ ServiceToken: z.string() }),
  replaceOn: ['ServiceToken'],
  outlivesProcess: true,
  async put(properties, context) {
    const { stackName, logicalId } = context;
    const { deployedState } = context.account;
    const key = `${stackName}/${logicalId}`;
    const known = deployedSchema.safeParse(deployedState.read(key, properties));
    if (known.success) return known.data;
    const created = await create(properties, context);
    deployedState.write(key, properties, created);
    return created;
  },
});

async function create(
  properties: { readonly ServiceToken: string },
  { account, awsApi, stackName, logicalId, type }: ResourceContext,
): Promise<DeployedResource> {
  const { ServiceToken } = properties;
  const token = randomUUID();
  const { url, answer } = awsApi.expectCustomResource(token);
  const event = {
    RequestType: 'Create',
    ResponseURL: url,
    StackId: `arn:aws:cloudformation:${account.region}:${account.id}:stack/${stackName}/sandbox`,
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
      : answer,
  );
  const timeout = AbortSignal.timeout(ANSWER_TIMEOUT);
  const late = new Promise<never>((_resolve, reject) => {
    timeout.addEventListener('abort', () =>
      reject(new Error(`the provider function did not answer in ${ANSWER_TIMEOUT / 1000} s`)),
    );
  });
  const answered = answerSchema.safeParse(await Promise.race([answer, failed, late]));
  if (!answered.success) {
    throw new Error(`the provider function's answer is not one: ${oneLine(answered.error)}`);
  }
  const { Status, Reason, PhysicalResourceId, Data } = answered.data;
  if (Status === 'FAILED') throw new Error(Reason ?? 'the provider gave no reason');
  return { ref: PhysicalResourceId ?? token, attributes: dotted(Data) };
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
