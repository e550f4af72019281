import { Stack, Token, Validations } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  AuthorizationType,
  EndpointType,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledgeLogEncryption, retainIf } from '@cross-account/cdk-app';
import { ConfigurationError, ENDPOINT_ID, PRINCIPAL_ARN } from '@cross-account/stages';
import { basePath } from '@cross-account/orders-domain/http';
import type { ApiDefinition } from '@cross-account/orders-domain/http';
import { apiNagAcknowledgements, stageNagAcknowledgements } from './acknowledgements';
import { addGatewayResponses } from './gateway-responses';
import { addOperations } from './operation-methods';
import type { OperationHandlers } from './operation-methods';
import { AccountLoggingRole } from './account-logging-role';
import { PrivateApiPolicy } from './resource-policy';

/** The throttling of a stage. */
export interface Throttle {
  /** Steady-state requests per second. */
  readonly rate: number;
  /** Burst of requests. */
  readonly burst: number;
}

/** The properties of an {@link OrdersApi}. */
export interface OrdersApiProps {
  /** The service and its operations. */
  readonly definition: ApiDefinition;
  /** The function alias of each operation. */
  readonly handlers: OperationHandlers;
  /** The consumer's execute-api endpoint, concrete (`vpce-…`), or several separated by commas. */
  readonly vpcEndpointId: string;
  /**
   * ARNs of the IAM roles, users and account roots that may call the API, with requests signed with Signature
   * Version 4.
   * @default any caller through the endpoint, without a signature
   */
  readonly callers?: readonly string[];
  /** @default 500 requests a second, with a burst of 1,000 */
  readonly throttle?: Throttle;
  /** Retain the access log when the stack is deleted. @default false */
  readonly retainLogs?: boolean;
}

/** The API stage, and its base path under the custom domain. */
export const STAGE_NAME = basePath.slice(1);

const DEFAULT_THROTTLE: Throttle = { rate: 500, burst: 1_000 };

/**
 * One JSON line per request. Values are not escaped, so only values that can't contain a quote are logged,
 * neither the path nor any other text of a caller. The session name in the ARN of a caller has letters, digits
 * and `_+=,.@-` only
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html).
 */
const accessLog = (isSigned: boolean) =>
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
    ...(isSigned && { userArn: '$context.identity.userArn' }),
    responseLatency: '$context.responseLatency',
    integrationLatency: '$context.integration.latency',
    integrationStatus: '$context.integration.status',
    responseLength: '$context.responseLength',
  });

/**
 * The private REST API of a service, reachable only through a VPC endpoint of another account and with its
 * custom domain name, by all callers or only by specific IAM principals.
 */
export class OrdersApi extends Construct {
  readonly api: RestApi;
  readonly accessLog: LogGroup;
  private readonly policy: PrivateApiPolicy;
  /** The `ApiName` dimension of its metrics: the name of the stack, so that stages do not share metrics. */
  private readonly apiName: string;

  constructor(scope: Construct, id: string, props: OrdersApiProps) {
    super(scope, id);
    const throttle = props.throttle ?? DEFAULT_THROTTLE;
    this.apiName = Stack.of(this).stackName;
    const calls = `execute-api:/${STAGE_NAME}/*`;
    this.policy = new PrivateApiPolicy(calls, this.checkedCallers(props.callers));
    const isSigned = props.callers !== undefined;
    for (const id of props.vpcEndpointId.split(',')) this.grantInvokeFrom(id);
    this.accessLog = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: retainIf(props.retainLogs ?? false),
    });
    acknowledgeLogEncryption(this.accessLog);
    this.api = new RestApi(this, 'Api', {
      restApiName: this.apiName,
      description: `Private order API of ${props.definition.service.name}`,
      // No vpcEndpointIds: they only add names for the execute-api host, which is disabled, and the
      // endpoint belongs to another account.
      endpointConfiguration: { types: [EndpointType.PRIVATE] },
      disableExecuteApiEndpoint: true,
      policy: this.policy,
      // All APIs in the account and Region share the role: see AccountLoggingRole.
      cloudWatchRole: false,
      // Includes the methods that return 405: without a signature, the policy has no principal to match.
      defaultMethodOptions: {
        authorizationType: isSigned ? AuthorizationType.IAM : AuthorizationType.NONE,
      },
      deployOptions: {
        stageName: STAGE_NAME,
        accessLogDestination: new LogGroupLogDestination(this.accessLog),
        accessLogFormat: AccessLogFormat.custom(accessLog(isSigned)),
        loggingLevel: MethodLoggingLevel.OFF,
        dataTraceEnabled: false,
        // Metrics of each method would cost extra, and nothing reads them: those of the stage are free.
        // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
        metricsEnabled: false,
        tracingEnabled: true,
        throttlingRateLimit: throttle.rate,
        throttlingBurstLimit: throttle.burst,
      },
    });
    // CDK's output of the execute-api URL, which is disabled for this API.
    this.api.node.tryRemoveChild('Endpoint');
    addOperations(this.api, props.definition, props.handlers);
    addGatewayResponses(this.api, props.definition, isSigned);
    const loggingRole = new AccountLoggingRole(this, 'AccountLoggingRole', {
      retainLogs: props.retainLogs ?? false,
    });
    // Creating a stage with access logs fails while the account has no role for them.
    this.api.deploymentStage.node.addDependency(loggingRole);
    Validations.of(this.api).acknowledge(...apiNagAcknowledgements(isSigned));
    Validations.of(this.api.deploymentStage).acknowledge(...stageNagAcknowledgements);
  }

  /**
   * Admits callers through another VPC endpoint, such as another consumer's. An API with named callers admits
   * only those, through any of its endpoints: add a further consumer's to {@link OrdersApiProps.callers}.
   * @param vpcEndpointId a concrete `vpce-…`, not a token
   * @throws ConfigurationError when it has another format
   */
  grantInvokeFrom(vpcEndpointId: string): void {
    if (Token.isUnresolved(vpcEndpointId) || !ENDPOINT_ID.test(vpcEndpointId)) {
      throw new ConfigurationError(
        `vpcEndpointId must be a concrete vpce-…, got '${vpcEndpointId}' (${this.node.path})`,
      );
    }
    this.policy.allowEndpoint(vpcEndpointId);
  }

  /** Rejects an empty list, which would deny every caller. */
  private checkedCallers(callers: readonly string[] | undefined): readonly string[] | undefined {
    const wrong = callers?.find((arn) => Token.isUnresolved(arn) || !PRINCIPAL_ARN.test(arn));
    if (callers?.length !== 0 && wrong === undefined) return callers;
    const problem =
      wrong === undefined
        ? 'must name at least one principal'
        : `must be ARNs of IAM roles, users or account roots, got '${wrong}'`;
    throw new ConfigurationError(`callers ${problem} (${this.node.path})`);
  }

  /** Metric: requests to the stage. */
  metricRequests(options?: MetricOptions): Metric {
    return this.metric('Count', { statistic: Stats.SAMPLE_COUNT, ...options });
  }

  /** Metric: 5xx responses of API Gateway or the service. */
  metricServerErrors(options?: MetricOptions): Metric {
    return this.metric('5XXError', options);
  }

  /** Metric: 4xx responses: invalid, denied and throttled requests. */
  metricClientErrors(options?: MetricOptions): Metric {
    return this.metric('4XXError', options);
  }

  /** Metric: milliseconds from the request's arrival to the response. @default p99 */
  metricLatency(options?: MetricOptions): Metric {
    return this.metric('Latency', { statistic: Stats.p(99), ...options });
  }

  /**
   * Uses names instead of references to the API and its stage, which would be circular: a canary deployment
   * depends on alarms on these metrics, and the stage on the deployment.
   */
  private metric(metricName: string, options: MetricOptions = {}): Metric {
    return new Metric({
      namespace: 'AWS/ApiGateway',
      metricName,
      dimensionsMap: { ApiName: this.apiName, Stage: STAGE_NAME },
      statistic: Stats.SUM,
      ...options,
    });
  }
}
