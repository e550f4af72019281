/** The AWS services with operations in the sandbox, by the service name in the credential scope. */
import type { Account } from '@sandbox/services/account';
import { apiGatewayOperations, apiGatewayRoutes } from '@sandbox/services/apigateway/operations';
import { cloudFormationOperations } from '@sandbox/services/cloudformation/operations';
import { dynamoDbOperations } from '@sandbox/services/dynamodb/operations';
import { ec2Operations } from '@sandbox/services/ec2/operations';
import { kmsOperations } from '@sandbox/services/kms/operations';
import { lambdaOperations, lambdaRoutes } from '@sandbox/services/lambda/operations';
import { logsOperations } from '@sandbox/services/logs/operations';
import type { Operations } from '@sandbox/services/aws-api/operation';
import { secretsManagerOperations } from '@sandbox/services/secretsmanager/operations';
import { stsOperations } from '@sandbox/services/sts/operations';
import { ec2Query } from '@sandbox/services/aws-api/protocols/ec2-query';
import { jsonProtocol } from '@sandbox/services/aws-api/protocols/json';
import type { Protocol, WireRequest } from '@sandbox/services/aws-api/protocols/protocol';
import { queryProtocol } from '@sandbox/services/aws-api/protocols/query';
import { restJson } from '@sandbox/services/aws-api/protocols/rest-json';
import { restXml } from '@sandbox/services/aws-api/protocols/rest-xml';

export interface Service {
  readonly protocol: Protocol;
  /** Each operation needs some services of an account; together they need all of them. */
  readonly operations: Operations<Account>;
}

const none: Operations<Account> = new Map();

const dynamoDbNamespaces = {
  common: 'com.amazon.coral.service',
  invalid: 'com.amazon.coral.validate',
};

/** By the service name in the credential scope of a signature. */
export const services: Readonly<Record<string, Service>> = {
  apigateway: {
    protocol: restJson(apiGatewayRoutes, 'message'),
    operations: apiGatewayOperations,
  },
  cloudformation: {
    protocol: queryProtocol('http://cloudformation.amazonaws.com/doc/2010-05-15/'),
    operations: cloudFormationOperations,
  },
  dynamodb: {
    protocol: jsonProtocol({
      version: '1.0',
      target: 'DynamoDB_20120810',
      namespaces: dynamoDbNamespaces,
    }),
    operations: dynamoDbOperations,
  },
  ec2: { protocol: ec2Query, operations: ec2Operations },
  kms: {
    protocol: jsonProtocol({ version: '1.1', target: 'TrentService' }),
    operations: kmsOperations,
  },
  lambda: { protocol: restJson(lambdaRoutes, 'Message'), operations: lambdaOperations },
  logs: {
    protocol: jsonProtocol({ version: '1.1', target: 'Logs_20140328' }),
    operations: logsOperations,
  },
  secretsmanager: {
    protocol: jsonProtocol({ version: '1.1', target: 'secretsmanager' }),
    operations: secretsManagerOperations,
  },
  sts: {
    protocol: queryProtocol('https://sts.amazonaws.com/doc/2011-06-15/'),
    operations: stsOperations,
  },
};

/**
 * Returns the service that a request is signed for. A service that the sandbox does not emulate has
 * no operations, and its protocol is derived from the request.
 */
export function serviceOf(name: string | undefined, request: WireRequest): Service {
  const emulated = name !== undefined && Object.hasOwn(services, name) ? services[name] : undefined;
  return emulated ?? targeted(request) ?? { protocol: protocolOf(name, request), operations: none };
}

/**
 * The protocols of services with XML that the sandbox does not emulate, by the service name in the
 * credential scope.
 */
const xmlProtocols: ReadonlyMap<string, Protocol> = new Map([
  ['cloudfront', restXml({ isWrapped: true })],
  ['route53', restXml({ isWrapped: true })],
  ['s3', restXml({ isWrapped: false })],
]);

/** Returns the service in the `X-Amz-Target` header of a request without a signature. */
function targeted(request: WireRequest): Service | undefined {
  if (request.headers['x-amz-target'] === undefined) return undefined;
  return Object.values(services).find(({ protocol }) => protocol.operationOf(request) !== '');
}

function protocolOf(name: string | undefined, { headers, body }: WireRequest): Protocol {
  const xml = xmlProtocols.get(name ?? '');
  if (xml) return xml;
  const target = headers['x-amz-target'];
  if (target !== undefined) {
    const version = headers['content-type']?.includes('1.0') ? '1.0' : '1.1';
    return jsonProtocol({ version, target: String(target).split('.')[0] ?? '' });
  }
  return /(^|&)Action=/.test(body)
    ? queryProtocol('https://aws.amazon.com/')
    : restJson({}, 'message');
}
