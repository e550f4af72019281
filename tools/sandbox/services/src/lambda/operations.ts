/**
 * The operations of Lambda: functions and their invocation, also from other accounts that a
 * function's policy allows.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
import { z } from 'zod';
import { describe } from './describe-function';
import type { FunctionConfiguration } from './function-configuration';
import { InvokeError } from './invoke-error';
import type { ApiCall } from '../aws-api/api-call';
import { ApiError } from '../aws-api/api-error';
import { WireOutput } from '../aws-api/api-response';
import { authorizeCall } from '../aws-api/authorization';
import { operation, type Operation, type Operations } from '../aws-api/operation';
import { pageOf } from '../aws-api/page';
import type { AccountWith } from '../services';

/** The parts of an account that the operations use. */
type Owner = AccountWith<'lambda' | 'ec2' | 'logs'>;

type Call = ApiCall<Owner>;

const FUNCTIONS = '/2015-03-31/functions';

export const lambdaRoutes = {
  [`POST ${FUNCTIONS}/{FunctionName}/invocations`]: 'Invoke',
  [`GET ${FUNCTIONS}/{FunctionName}/configuration`]: 'GetFunctionConfiguration',
  [`GET ${FUNCTIONS}/{FunctionName}`]: 'GetFunction',
  [`GET ${FUNCTIONS}`]: 'ListFunctions',
};

/** The maximum bytes of an event, by invocation type. */
const MAX_PAYLOAD = { RequestResponse: 6 * 1024 * 1024, Event: 1024 * 1024, DryRun: Infinity };

/** The maximum bytes that `LogType: Tail` returns from the end of the log. */
const TAIL_BYTES = 4096;

const namedInput = z.object({
  path: z.object({ FunctionName: z.string().max(170) }),
  query: z.object({ Qualifier: z.string().optional() }),
});

const invokeInput = namedInput.extend({
  headers: z.object({
    'x-amz-invocation-type': z
      .enum(['RequestResponse', 'Event', 'DryRun'])
      .default('RequestResponse'),
    'x-amz-log-type': z.enum(['None', 'Tail']).default('None'),
  }),
  body: z.string(),
});

/** The function of a call. */
interface Named {
  readonly owner: Owner;
  /** With the qualifier, if any. */
  readonly arn: string;
  readonly configuration: FunctionConfiguration;
  readonly version: string;
  readonly modifiedAt: Date;
}

const invoke = operation(invokeInput, async (input, call: Call) => {
  const { headers, body: payload } = input;
  const type = headers['x-amz-invocation-type'];
  const named = authorized('lambda:InvokeFunction', input, call);
  if (type === 'DryRun') return new WireOutput({ status: 204, body: '' });
  assertPayload(payload, MAX_PAYLOAD[type]);
  const { requestId, traceId } = call.trace;
  const event = payload === '' ? '{}' : payload;
  const invoked = named.owner.lambda.invoke(named.arn, event, traceId, requestId).catch(notInvoked);
  if (type === 'Event') {
    invoked.catch(() => undefined);
    return new WireOutput({ status: 202, body: '' });
  }
  const result = await invoked;
  const tail = headers['x-amz-log-type'] === 'Tail' ? await logTail(named, requestId) : undefined;
  return new WireOutput({
    headers: {
      'x-amz-executed-version': result.version,
      ...(result.kind === 'error' ? { 'x-amz-function-error': 'Unhandled' } : {}),
      ...(tail === undefined ? {} : { 'x-amz-log-result': tail }),
    },
    body: result.payload,
  });
});

function notInvoked(error: unknown): never {
  throw error instanceof InvokeError ? failure(error.name, error.status, error.message) : error;
}

const getFunctionConfiguration = operation(namedInput, (input, call: Call) =>
  described(authorized('lambda:GetFunctionConfiguration', input, call)),
);

const getFunction = operation(namedInput, (input, call: Call) => {
  const named = authorized('lambda:GetFunction', input, call);
  const reserved = named.owner.lambda.reservedConcurrencyOf(named.configuration.arn);
  return {
    Configuration: described(named),
    Code: { RepositoryType: 'S3' },
    ...(reserved === undefined ? {} : { Concurrency: { ReservedConcurrentExecutions: reserved } }),
  };
});

function described({ owner, ...named }: Named): object {
  return describe(named, (subnetId) => owner.ec2.subnet(subnetId).vpcId);
}

const listFunctions = operation(
  z.object({
    query: z.object({
      Marker: z.string().optional(),
      MaxItems: z.coerce.number().int().min(1).max(10_000).default(50),
    }),
  }),
  ({ query }, call: Call) => {
    authorizeCall(call, { action: 'lambda:ListFunctions', resource: '*' });
    const invalid = () => failure('InvalidParameterValueException', 400, 'Invalid Marker');
    const { items, nextToken } = pageOf(
      call.account.lambda.all,
      query.MaxItems,
      query.Marker,
      invalid,
    );
    const owner = call.account;
    const Functions = items.flatMap(({ arn }) => {
      const latest = owner.lambda.find(arn);
      return latest === undefined ? [] : [described({ owner, arn, ...latest })];
    });
    return { Functions, ...(nextToken === undefined ? {} : { NextMarker: nextToken }) };
  },
);

export const lambdaOperations: Operations<Owner> = new Map<string, Operation<Owner>>([
  ['Invoke', invoke],
  ['GetFunctionConfiguration', getFunctionConfiguration],
  ['GetFunction', getFunction],
  ['ListFunctions', listFunctions],
]);

/** Returns the function of a call, if the caller's policies and the function's allow the action. */
function authorized(
  action: string,
  { path, query }: z.output<typeof namedInput>,
  call: Call,
): Named {
  const { ownerId, arn } = arnOf(path.FunctionName, query.Qualifier, call);
  const owner = call.accountOf(ownerId);
  authorizeCall(call, {
    action,
    resource: arn,
    tags: owner?.lambda.tagsOf(arn),
    policies: { resource: owner?.lambda.policiesOf(arn), resourceAccount: ownerId },
    policyHop: 'function policy',
  });
  const found = owner?.lambda.find(arn);
  if (!owner || !found) {
    throw failure('ResourceNotFoundException', 404, `Function not found: ${arn}`);
  }
  return { owner, arn, ...found };
}

/**
 * Parses a function name, a partial ARN with account and name, or an ARN, each with an optional
 * qualifier.
 */
function arnOf(name: string, qualifier: string | undefined, { account }: Call) {
  const pattern =
    /^(?:arn:aws:lambda:([a-z0-9-]+):)?(?:(\d{12}):)?(?:function:)?([\w-]+)(?::([\w$-]+))?$/;
  const match = pattern.exec(name);
  if (!match) {
    throw failure(
      'ValidationException',
      400,
      `Value '${name}' at 'functionName' is not a function name`,
    );
  }
  const [, region = account.region, ownerId = account.id, functionName = '', ownQualifier] = match;
  const arn = `arn:aws:lambda:${region}:${ownerId}:function:${functionName}`;
  const version = qualifier ?? ownQualifier;
  return { ownerId, arn: version === undefined ? arn : `${arn}:${version}` };
}

function assertPayload(payload: string, limit: number): void {
  if (Buffer.byteLength(payload) > limit) {
    const message = `Request must be smaller than ${limit} bytes for the InvokeFunction operation`;
    throw failure('RequestTooLargeException', 413, message);
  }
  try {
    if (payload !== '') JSON.parse(payload);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `Could not parse request body into json: ${reason}`;
    throw failure('InvalidRequestContentException', 400, message);
  }
}

/**
 * Returns the end of an invocation's log in base64. Its report is written right after its response.
 */
async function logTail({ owner, configuration }: Named, requestId: string): Promise<string> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  const events = owner.logs.events(configuration.logGroup);
  const start = events.find(({ message }) => message.startsWith(`START RequestId: ${requestId}`));
  const lines = events
    .filter(({ stream, sequence }) => stream === start?.stream && sequence >= start.sequence)
    .map(({ message }) => `${message}\n`);
  return Buffer.from(lines.join('')).subarray(-TAIL_BYTES).toString('base64');
}

function failure(code: string, status: number, message: string): ApiError {
  return new ApiError({ code, status, members: { Type: 'User' } }, message);
}
