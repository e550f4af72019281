import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  AuthorizationType,
  EndpointType,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ServiceDefinition } from '@cross-account/orders-domain';
import { addGatewayResponses } from './gateway-responses';
import { addOrderMethods } from './order-methods';
import type { OrderHandlers } from './order-methods';
import { onlyThroughEndpoint } from './resource-policy';

/** How many calls a stage lets through. */
export interface Throttle {
  /** Calls a second, over time. */
  readonly rate: number;
  /** Calls at once. */
  readonly burst: number;
}

/** What an {@link OrdersApi} is made from. */
export interface OrdersApiProps {
  readonly service: ServiceDefinition;
  readonly handlers: OrderHandlers;
  /** The consumer's execute-api endpoint, concrete (`vpce-…`). */
  readonly vpcEndpointId: string;
  /** @default 500 calls a second, 1,000 at once */
  readonly throttle?: Throttle;
  /** Keep the access log when the stack is deleted. @default false */
  readonly retainLogs?: boolean;
}

/** The stage, and the base path under which the custom domain offers it. */
export const STAGE_NAME = 'v1';

const DEFAULT_THROTTLE: Throttle = { rate: 500, burst: 1_000 };

/**
 * One JSON line a call. The values are not escaped, so only such are taken as never hold a quote:
 * neither the path nor any text that a caller sends.
 */
const ACCESS_LOG = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    extendedRequestId: '$context.extendedRequestId',
    xrayTraceId: '$context.xrayTraceId',
    requestTime: '$context.requestTime',
    domainName: '$context.domainName',
    httpMethod: '$context.httpMethod',
    resourcePath: '$context.resourcePath',
    status: '$context.status',
    errorType: '$context.error.responseType',
    sourceIp: '$context.identity.sourceIp',
    vpcEndpointId: '$context.identity.vpceId',
    responseLatency: '$context.responseLatency',
    integrationLatency: '$context.integration.latency',
    integrationStatus: '$context.integration.status',
    responseLength: '$context.responseLength',
  }),
);

/**
 * The private REST API of a service: reachable through one VPC endpoint of another account, and
 * only under its custom domain.
 */
export class OrdersApi extends Construct {
  readonly api: RestApi;
  readonly accessLog: LogGroup;

  constructor(scope: Construct, id: string, props: OrdersApiProps) {
    super(scope, id);
    const throttle = props.throttle ?? DEFAULT_THROTTLE;
    this.accessLog = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: props.retainLogs === true ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.api = new RestApi(this, 'Api', {
      restApiName: `${props.service.name}-orders`,
      description: `Private order API of ${props.service.name}`,
      // No vpcEndpointIds: they only add names for the execute-api host, which is disabled, and the
      // endpoint belongs to another account.
      endpointConfiguration: { types: [EndpointType.PRIVATE] },
      disableExecuteApiEndpoint: true,
      policy: onlyThroughEndpoint(props.vpcEndpointId, STAGE_NAME),
      // The role is one for the whole account and Region: two services would fight over it.
      cloudWatchRole: false,
      defaultMethodOptions: { authorizationType: AuthorizationType.NONE },
      deployOptions: {
        stageName: STAGE_NAME,
        accessLogDestination: new LogGroupLogDestination(this.accessLog),
        accessLogFormat: ACCESS_LOG,
        loggingLevel: MethodLoggingLevel.OFF,
        dataTraceEnabled: false,
        metricsEnabled: true,
        tracingEnabled: true,
        throttlingRateLimit: throttle.rate,
        throttlingBurstLimit: throttle.burst,
      },
    });
    // CDK's output of the execute-api URL, which this API does not answer to.
    this.api.node.tryRemoveChild('Endpoint');
    addOrderMethods(this.api, props.service, props.handlers);
    addGatewayResponses(this.api, props.service);
  }

  /** Calls that API Gateway or the service answered with a 5xx. */
  metricServerErrors(): Metric {
    return this.api.metricServerError();
  }

  /** Milliseconds from the request's arrival to the answer. */
  metricLatency(): Metric {
    return this.api.metricLatency();
  }
}
