import type { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import {
  BadRequestException,
  GetAccountCommand,
  UpdateAccountCommand,
} from '@aws-sdk/client-api-gateway';
import type { CustomResource } from '@cross-account/custom-resource';

/** The options of {@link accountLoggingRole}. */
export interface AccountLoggingRoleOptions {
  readonly apiGateway: Pick<APIGatewayClient, 'send'>;
  /** Delay before the next attempt, in ms. @default 10 s */
  readonly retryDelay?: number;
}

/**
 * Two minutes, since API Gateway accepts one update of the account per 20 s, so that another stack's may
 * conflict, and since it may take as long until a new role can be used.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html#api-gateway-control-service-limits-table
 */
const ATTEMPTS = 12;
const RETRY_DELAY_MS = 10_000;
const PASSING_ERRORS = new Set(['ConflictException', 'TooManyRequestsException']);

/**
 * Errors of API Gateway, which validates a role before it accepts it, for a role that is not effective
 * everywhere yet. https://github.com/hashicorp/terraform/pull/8533
 */
const NOT_EFFECTIVE = [
  'The role ARN does not have required permissions',
  'API Gateway could not successfully write to CloudWatch Logs using the ARN specified',
];

/**
 * Sets the role with which API Gateway writes logs, unless the account has one. All stacks in the account and
 * Region share this setting, so it is never replaced or removed.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAccount.html
 */
export function accountLoggingRole({
  apiGateway,
  retryDelay = RETRY_DELAY_MS,
}: AccountLoggingRoleOptions): CustomResource {
  return {
    physicalResourceId: 'api-gateway-account-logging-role',
    async apply({ RoleArn: roleArn }) {
      if (typeof roleArn !== 'string' || roleArn === '') {
        throw new Error('RoleArn must be the ARN of a role');
      }
      for (let attempt = 1; ; attempt++) {
        try {
          return { LoggingRoleArn: await setIfMissing(apiGateway, roleArn) };
        } catch (error) {
          if (attempt === ATTEMPTS || !isPassing(error)) throw error;
          await new Promise((resolve) => setTimeout(resolve, retryDelay));
        }
      }
    },
  };
}

/**
 * Returns the role that API Gateway logs with. It is read again in each attempt, since another stack may have
 * set one.
 */
async function setIfMissing(
  apiGateway: Pick<APIGatewayClient, 'send'>,
  roleArn: string,
): Promise<string> {
  const { cloudwatchRoleArn: present } = await apiGateway.send(new GetAccountCommand({}));
  if (present !== undefined && present !== '') return present;
  await apiGateway.send(
    new UpdateAccountCommand({
      patchOperations: [{ op: 'replace', path: '/cloudwatchRoleArn', value: roleArn }],
    }),
  );
  return roleArn;
}

function isRoleNotEffective(error: Error): boolean {
  return (
    error instanceof BadRequestException &&
    NOT_EFFECTIVE.some((start) => error.message.startsWith(start))
  );
}

function isPassing(error: unknown): boolean {
  return error instanceof Error && (PASSING_ERRORS.has(error.name) || isRoleNotEffective(error));
}
