/** Entry point of the custom resource that sets API Gateway's logging role. */
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { customResourceHandler } from '@cross-account/custom-resource';
import { accountLoggingRole } from './logging-role';

export const handler = customResourceHandler(
  accountLoggingRole({ apiGateway: new APIGatewayClient({}) }),
);
