/**
 * The operations of API Gateway for the settings that all APIs of an account and Region share.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAccount.html
 */
import { z } from 'zod';
import type { ApiCall } from '../aws-api/api-call';
import { ApiError } from '../aws-api/api-error';
import { authorizeCall } from '../aws-api/authorization';
import { parseJson } from '../aws-api/protocols/json';
import { ROLE_NOT_TRUSTED } from './account-settings';
import { operation, type Operation, type Operations } from '../aws-api/operation';
import type { AccountWith } from '../services';

/** The parts of an account that the operations use. */
type Owner = AccountWith<'apigateway' | 'iam'>;

type Call = ApiCall<Owner>;

const SERVICE = 'apigateway.amazonaws.com';

/** AWS's error code for invalid requests. */
const BAD_REQUEST = { code: 'BadRequestException' };

export const apiGatewayRoutes = {
  'GET /account': 'GetAccount',
  'PATCH /account': 'UpdateAccount',
};

const updateSchema = z.object({
  patchOperations: z.array(
    z.object({
      op: z.literal('replace'),
      path: z.literal('/cloudwatchRoleArn'),
      value: z.string(),
    }),
  ),
});

const getAccount = operation(z.unknown(), (_input, call: Call) => {
  authorizeHttp('GET', '/account', call);
  return describeAccount(call);
});

const updateAccount = operation(z.object({ body: z.string() }), ({ body }, call: Call) => {
  authorizeHttp('PATCH', '/account', call);
  const update = updateSchema.safeParse(parseJson(body));
  if (!update.success) {
    const supported = 'the sandbox can only replace /cloudwatchRoleArn';
    throw new ApiError(BAD_REQUEST, `Invalid patch operation: ${supported}`);
  }
  for (const { value } of update.data.patchOperations) {
    authorizeCall(call, {
      action: 'iam:PassRole',
      resource: value,
      context: [['iam:passedtoservice', SERVICE]],
    });
    assertTrusted(value, call);
    call.account.apigateway.logWith(value);
  }
  return describeAccount(call);
});

export const apiGatewayOperations: Operations<Owner> = new Map<string, Operation<Owner>>([
  ['GetAccount', getAccount],
  ['UpdateAccount', updateAccount],
]);

/** The IAM actions of API Gateway are HTTP methods rather than operations. */
function authorizeHttp(method: string, path: string, call: Call): void {
  authorizeCall(call, {
    action: `apigateway:${method}`,
    resource: `arn:aws:apigateway:${call.region}::${path}`,
  });
}

/** API Gateway tests the role before it accepts it. */
function assertTrusted(roleArn: string, { caller: { account } }: Call): void {
  if (account.iam.isTrusted(roleArn, SERVICE)) return;
  throw new ApiError(BAD_REQUEST, ROLE_NOT_TRUSTED);
}

function describeAccount({ account: { apigateway } }: Call) {
  const { loggingRoleArn } = apigateway;
  return loggingRoleArn === undefined ? {} : { cloudwatchRoleArn: loggingRoleArn };
}
