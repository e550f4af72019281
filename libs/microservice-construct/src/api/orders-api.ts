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

/** How many calls a stage lets through. */
export interface Throttle {
  /** Calls a second, over time. */
  readonly rate: number;
  /** Calls at once. */
  readonly burst: number;
}

/** What an {@link OrdersApi} is made from. */
export interface OrdersApiProps {
  /** The service and its calls. */
  readonly definition: ApiDefinition;
  /** The alias behind each call. */
  readonly handlers: OperationHandlers;
  /** The consumer's execute-api endpoint, concrete (`vpce-…`), or several separated by commas. */
  readonly vpcEndpointId: string;
  /**
   * ARNs of the IAM roles, users and account roots that may call, each call signed by one of them with
   * Signature Version 4.
   * @default whatever comes through the endpoint, without a signature
   */
  readonly callers?: readonly string[];
  /** @default 500 calls a second, 1,000 at once */
  readonly throttle?: Throttle;
  /** Keep the access log when the stack is deleted. @default false */
  readonly retainLogs?: boolean;
}

/** The stage, and the base path under which the custom domain offers it. */
export const STAGE_NAME = basePath.slice(1);

const DEFAULT_THROTTLE: Throttle = { rate: 500, burst: 1_000 };

/**
 * One JSON line a call. The values are not escaped, so only such are taken as never hold a quote:
 * neither the path nor any text that a caller sends. The name of a session, in the ARN of a caller,
 * has letters, digits and `_+=,.@-` only
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
 * The private REST API of a service: reachable through one VPC endpoint of another account, and
 * only under its custom domain; by everybody there, or only by the IAM principals that it names.
 */
export class OrdersApi extends Construct {
  readonly api: RestApi;
  readonly accessLog: LogGroup;
  private readonly policy: PrivateApiPolicy;
  /** The `ApiName` of its metrics: the stack's, so that no two stages of an account share them. */
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
      // The role is one for the whole account and Region: see AccountLoggingRole.
      cloudWatchRole: false,
      // The methods that answer 405 as well: without a signature a caller is nobody to the policy.
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
    // CDK's output of the execute-api URL, which this API does not answer to.
    this.api.node.tryRemoveChild('Endpoint');
    addOperations(this.api, props.definition, props.handlers);
    addGatewayResponses(this.api, props.definition, isSigned);
    const loggingRole = new AccountLoggingRole(this, 'AccountLoggingRole', {
      retainLogs: props.retainLogs ?? false,
    });
    // A stage with access logs is refused as long as the account has no role for them.
    this.api.deploymentStage.node.addDependency(loggingRole);
    Validations.of(this.api).acknowledge(...apiNagAcknowledgements(isSigned));
    Validations.of(this.api.deploymentStage).acknowledge(...stageNagAcknowledgements);
  }

  /**
   * Lets callers in through one more VPC endpoint, such as another consumer's. An API that names its
   * callers lets those in and nobody else, through any of its endpoints: a further consumer's belong in
   * {@link OrdersApiProps.callers}.
   * @param vpcEndpointId a concrete `vpce-…`, not a token
   * @throws ConfigurationError when it is anything else
   */
  grantInvokeFrom(vpcEndpointId: string): void {
    if (Token.isUnresolved(vpcEndpointId) || !ENDPOINT_ID.test(vpcEndpointId)) {
      throw new ConfigurationError(
        `vpcEndpointId must be a concrete vpce-…, got '${vpcEndpointId}' (${this.node.path})`,
      );
    }
    this.policy.allowEndpoint(vpcEndpointId);
  }

  /** A list without callers would be a policy without an Allow, and an API that refuses everybody. */
  private checkedCallers(callers: readonly string[] | undefined): readonly string[] | undefined {
    const wrong = callers?.find((arn) => Token.isUnresolved(arn) || !PRINCIPAL_ARN.test(arn));
    if (callers?.length !== 0 && wrong === undefined) return callers;
    const problem =
      wrong === undefined
        ? 'must name at least one principal'
        : `must be ARNs of IAM roles, users or account roots, got '${wrong}'`;
    throw new ConfigurationError(`callers ${problem} (${this.node.path})`);
  }

  /** Calls to the stage. */
  metricRequests(options?: MetricOptions): Metric {
    return this.metric('Count', { statistic: Stats.SAMPLE_COUNT, ...options });
  }

  /** Calls that API Gateway or the service answered with a 5xx. */
  metricServerErrors(options?: MetricOptions): Metric {
    return this.metric('5XXError', options);
  }

  /** Calls that were answered with a 4xx: a caller's mistakes, refusals and throttles. */
  metricClientErrors(options?: MetricOptions): Metric {
    return this.metric('4XXError', options);
  }

  /** Milliseconds from the request's arrival to the answer; by default the p99. */
  metricLatency(options?: MetricOptions): Metric {
    return this.metric('Latency', { statistic: Stats.p(99), ...options });
  }

  /**
   * By names and not by references to the API and its stage: a canary deployment waits for alarms
   * on these metrics, and the stage waits for what is deployed.
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
