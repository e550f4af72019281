/**
 * API Gateway's REST API, as far as the deployed code calls it: the account's own settings.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAccount.html
 */
import { z } from 'zod';
import type { Account } from '../account';
import { oneLine } from '../one-line';
import type { ApiResponse } from './api-response';

const updateSchema = z.object({
  patchOperations: z.array(
    z.object({
      op: z.literal('replace'),
      path: z.literal('/cloudwatchRoleArn'),
      value: z.string(),
    }),
  ),
});

export function answerApiGateway(
  account: Account,
  method: string,
  path: string,
  body: string,
): ApiResponse {
  const call = `${method} ${path}`;
  if (call === 'GET /account') return describeAccount(account);
  if (call !== 'PATCH /account') {
    return failure(400, 'BadRequestException', `The sandbox does not answer apigateway ${call}`);
  }
  const update = updateSchema.safeParse(parseJson(body));
  if (!update.success) return failure(400, 'BadRequestException', oneLine(update.error));
  for (const { value } of update.data.patchOperations) account.apigateway.loggingRoleArn = value;
  return describeAccount(account);
}

function describeAccount({ apigateway }: Account): ApiResponse {
  const { loggingRoleArn } = apigateway;
  return json(200, loggingRoleArn === undefined ? {} : { cloudwatchRoleArn: loggingRoleArn });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function failure(status: number, type: string, message: string): ApiResponse {
  const { headers, body } = json(status, { message });
  return { status, headers: { ...headers, 'x-amzn-errortype': type }, body };
}

function json(status: number, body: unknown): ApiResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}
