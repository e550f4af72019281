import { Stack } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Alarm, IMetric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import { ConfigurationError } from '@cross-account/stages';
import { checkShardCount } from '@cross-account/orders-domain';
import { environmentOf } from '@cross-account/orders-domain/config';
import { indexesOf } from '@cross-account/orders-domain/http';
import type { ApiDefinition, Operation } from '@cross-account/orders-domain/http';
import { OrdersApi } from './api/orders-api';
import type { Throttle } from './api/orders-api';
import { PrivateDomain } from './api/private-domain';
import { RegionalDomain } from './api/regional-domain';
import { CanaryDeployment } from './canary-deployment';
import { ServiceAlarms } from './monitoring/service-alarms';
import type { AlarmKind } from './monitoring/service-alarms';
import { ServiceDashboard } from './monitoring/service-dashboard';
import { IsolatedServiceVpc } from './network/isolated-service-vpc';
import { OrderFunction } from './order-function';
import { OrdersBackup } from './orders-backup';
import type { BackupSettings } from './orders-backup';
import { dynamoDbOperations, OrdersTable } from './orders-table';

/** A deployed order service, for use by other constructs of its stack. */
export interface IMicroservice extends IConstruct {
  /** Network of the functions. */
  readonly network: IsolatedServiceVpc;
  /** The orders. */
  readonly table: OrdersTable;
  /** The private API. */
  readonly api: OrdersApi;

  /**
   * Returns the function of an operation, for grants or environment variables.
   * @throws Error when the service has no such operation
   */
  functionOf(operation: Pick<Operation, 'name'>): OrderFunction;

  /** The private custom domain name of the API, if it has one. */
  readonly privateDomain: PrivateDomain | undefined;

  /** Admits callers through another VPC endpoint: see {@link OrdersApi.grantInvokeFrom}. */
  grantInvokeFrom(vpcEndpointId: string): void;

  /** Grants read access to the orders and their indexes, for example to a nightly report. */
  grantReadOrders(grantee: IGrantable): Grant;

  /** Metric: requests to the API. */
  metricRequests(options?: MetricOptions): IMetric;

  /** Metric: responses with a 5xx status. */
  metricServerErrors(options?: MetricOptions): IMetric;

  /** Metric: milliseconds from a request's arrival to the response. @default p99 */
  metricLatency(options?: MetricOptions): IMetric;

  /** Adds an alarm that notifies the same topic as the service's alarms. */
  addAlarm(id: string, kind: AlarmKind): Alarm;
}

/** The kinds of an API's custom domain names. */
export type DomainMode = 'regional' | 'private' | 'both';

/** The properties of a {@link Microservice}. */
export interface MicroserviceProps {
  /** The service and its operations. */
  readonly api: ApiDefinition;
  /** `<service>.<domain>`. */
  readonly hostName: string;
  /** A certificate for the host name. */
  readonly certificate: ICertificate;
  /** The consumer's execute-api endpoint, concrete (`vpce-…`), or several separated by commas. */
  readonly vpcEndpointId: string;
  /**
   * The kind of the API's custom domain name: `regional`, `private` (resolved only through associated VPC
   * endpoints), or `both` under the same host name.
   * @default 'regional'
   */
  readonly domainMode?: DomainMode;
  /** Account ID of the consumer, which a private domain name is shared with. @default the API's account */
  readonly consumerAccount?: string;
  /**
   * ARNs of the IAM roles, users and account roots that may call the API, with signed requests.
   * @default any caller through the endpoint, without a signature
   */
  readonly callers?: readonly string[];
  /** IPv4 range of the service's VPC. */
  readonly vpcCidr: string;
  /** The Region's AWS-managed prefix list of DynamoDB, `pl-…`. */
  readonly dynamoDbPrefixListId: string;
  /** Folder with one bundle folder per function. */
  readonly bundlesFolder: string;
  /**
   * The number of index partitions for writes, with 1,000 per second each. It must never be reduced, since
   * readers query only these shards.
   * @default 1
   */
  readonly shardCount?: number;
  /** Encrypt the table with a customer managed key. @default false */
  readonly customerManagedKey?: boolean;
  /** Retain data and logs when the stack is deleted. @default false */
  readonly protect?: boolean;
  /** Enable deletion protection of the table. @default the value of `protect` */
  readonly deletionProtection?: boolean;
  /** Back up the orders to another account. @default no backups, only point-in-time recovery */
  readonly backup?: BackupSettings;
  /** @default 500 requests a second, with a burst of 1,000 */
  readonly throttle?: Throttle;
  /** Enable flow logs of the VPC. @default false */
  readonly flowLogs?: boolean;
  /** Deploy new versions to a tenth of the requests first, and roll back on an alarm. @default false */
  readonly canary?: boolean;
  /** SNS topic that alarms notify. @default none; alarms are visible in CloudWatch only */
  readonly alarmTopicArn?: string;
  /** The threshold of the latency alarm (p99). @default 2 seconds */
  readonly latencyLimit?: Duration;
}

/** A complete order service: network, table, functions, API and domain name. */
export class Microservice extends Construct implements IMicroservice {
  readonly network: IsolatedServiceVpc;
  readonly table: OrdersTable;
  /** One for each operation. */
  readonly functions: readonly OrderFunction[];
  readonly api: OrdersApi;
  readonly privateDomain: PrivateDomain | undefined;
  readonly alarms: ServiceAlarms;
  readonly dashboard: ServiceDashboard;
  private readonly byName: ReadonlyMap<string, OrderFunction>;

  constructor(scope: Construct, id: string, props: MicroserviceProps) {
    super(scope, id);
    const { operations } = props.api;
    const shardCount = this.checkShardCount(props.shardCount ?? 1);
    const protect = props.protect ?? false;
    this.network = new IsolatedServiceVpc(this, 'Network', {
      cidr: props.vpcCidr,
      dynamoDbPrefixListId: props.dynamoDbPrefixListId,
      flowLogs: props.flowLogs ?? false,
      retainLogs: protect,
    });
    this.table = new OrdersTable(this, 'Orders', {
      customerManagedKey: props.customerManagedKey ?? false,
      protect,
      deletionProtection: props.deletionProtection ?? protect,
      indexes: indexesOf(operations),
    });
    if (props.backup !== undefined) {
      const { tableArn } = this.table.table;
      new OrdersBackup(this, 'Backup', { ...props.backup, tableArn, protect });
    }
    this.byName = new Map(
      operations.map((one) => [one.name, this.createFunction(one, shardCount, props)]),
    );
    this.functions = [...this.byName.values()];
    this.api = new OrdersApi(this, 'Api', {
      definition: props.api,
      handlers: new Map([...this.byName].map(([name, { live }]) => [name, live])),
      vpcEndpointId: props.vpcEndpointId,
      ...(props.callers && { callers: props.callers }),
      retainLogs: protect,
      ...(props.throttle && { throttle: props.throttle }),
    });
    this.privateDomain = this.createDomains(props);
    const watched = { api: this.api, functions: this.functions, table: this.table };
    this.alarms = new ServiceAlarms(this, 'Alarms', {
      ...watched,
      ...(props.alarmTopicArn !== undefined && { topicArn: props.alarmTopicArn }),
      ...(props.latencyLimit && { latencyLimit: props.latencyLimit }),
    });
    this.dashboard = new ServiceDashboard(this, 'Dashboard', {
      ...watched,
      tableOperations: dynamoDbOperations(operations),
    });
    if (props.canary === true) {
      new CanaryDeployment(this, 'Canary', {
        functions: this.functions,
        alarms: this.alarms.ofDeployments,
      });
    }
  }

  functionOf({ name }: Pick<Operation, 'name'>): OrderFunction {
    const found = this.byName.get(name);
    if (found) return found;
    const known = [...this.byName.keys()].join(', ');
    throw new Error(`${this.node.path} has no operation "${name}"; it has ${known}`);
  }

  grantInvokeFrom(vpcEndpointId: string): void {
    this.api.grantInvokeFrom(vpcEndpointId);
    this.privateDomain?.grantInvokeFrom(vpcEndpointId);
  }

  grantReadOrders(grantee: IGrantable): Grant {
    return this.table.table.grantReadData(grantee);
  }

  metricRequests(options?: MetricOptions): IMetric {
    return this.api.metricRequests(options);
  }

  metricServerErrors(options?: MetricOptions): IMetric {
    return this.api.metricServerErrors(options);
  }

  metricLatency(options?: MetricOptions): IMetric {
    return this.api.metricLatency(options);
  }

  addAlarm(id: string, kind: AlarmKind): Alarm {
    return this.alarms.add(id, kind);
  }

  /** Returns the private domain name, if the API has one. */
  private createDomains(props: MicroserviceProps): PrivateDomain | undefined {
    const { hostName, certificate, vpcEndpointId, domainMode = 'regional' } = props;
    const named = { hostName, certificate, api: this.api.api };
    if (domainMode !== 'private') new RegionalDomain(this, 'Domain', named);
    if (domainMode === 'regional') return undefined;
    const consumerAccount = props.consumerAccount ?? Stack.of(this).account;
    return new PrivateDomain(this, 'PrivateDomain', { ...named, vpcEndpointId, consumerAccount });
  }

  private createFunction(
    operation: Operation,
    shardCount: number,
    props: MicroserviceProps,
  ): OrderFunction {
    const created = new OrderFunction(this, operation.name, {
      name: operation.name,
      bundlesFolder: props.bundlesFolder,
      environment: environmentOf(operation, {
        TABLE_NAME: this.table.table.tableName,
        INDEX_NAME: this.table.indexName,
        SHARD_COUNT: String(shardCount),
      }),
      statements: this.table.statementsFor(operation),
      network: this.network.functionNetwork,
      retainLogs: props.protect ?? false,
    });
    for (const { action, resourceArn } of this.table.accessOf(operation)) {
      this.network.allowDynamoDb({
        role: created.bundle.role,
        actions: [action],
        resourceArns: [resourceArn],
      });
    }
    return created;
  }

  /** Reports an invalid shard count as a configuration error. */
  private checkShardCount(shardCount: number): number {
    try {
      return checkShardCount(shardCount);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      throw new ConfigurationError(`${problem} (${this.node.path})`);
    }
  }
}
