import type { Duration } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Construct } from 'constructs';
import { ConfigurationError } from '@cross-account/stages';
import { IsolatedServiceVpc } from './network/isolated-service-vpc';
import { environmentOf } from '@cross-account/orders-domain/config';
import { maxShardCount } from '@cross-account/orders-domain';
import type { OrderFunctionName } from '@cross-account/orders-domain/config';
import type { ServiceDefinition } from '@cross-account/orders-domain';
import { OrdersApi } from './api/orders-api';
import type { Throttle } from './api/orders-api';
import { RegionalDomain } from './api/regional-domain';
import { CanaryDeployment } from './canary-deployment';
import { ServiceAlarms } from './monitoring/service-alarms';
import { ServiceDashboard } from './monitoring/service-dashboard';
import { OrderFunction } from './order-function';
import { OrdersTable } from './orders-table';

/** What a {@link Microservice} is made from. */
export interface MicroserviceProps {
  /** Name and menu. */
  readonly service: ServiceDefinition;
  /** `<service>.<domain>`. */
  readonly hostName: string;
  /** Covers the host name. */
  readonly certificate: ICertificate;
  /** The consumer's execute-api endpoint, concrete (`vpce-…`). */
  readonly vpcEndpointId: string;
  /** IPv4 range of the service's VPC. */
  readonly vpcCidr: string;
  /** The Region's AWS-managed prefix list of DynamoDB, `pl-…`. */
  readonly dynamoDbPrefixListId: string;
  /** Folder that holds one bundle folder for each function. */
  readonly bundlesFolder: string;
  /** Folder that holds the bundle `api-gateway-account`, which is the same for every service. */
  readonly sharedBundlesFolder: string;
  /**
   * How many index partitions share the writes, each taking 1,000 a second. Only ever grows, since
   * readers ask no shard beyond it.
   * @default 1
   */
  readonly shardCount?: number;
  /** Encrypt the table with a key of the account's own. @default false */
  readonly customerManagedKey?: boolean;
  /** Keep data and logs when the stack is deleted, and refuse to delete the table. @default false */
  readonly protect?: boolean;
  /** @default 500 calls a second, 1,000 at once */
  readonly throttle?: Throttle;
  /** Log the connections of the VPC. @default false */
  readonly flowLogs?: boolean;
  /** Try new code on a tenth of the calls, and undo it when an alarm goes off. @default false */
  readonly canary?: boolean;
  /** SNS topic that alarms tell. @default nobody; CloudWatch shows them */
  readonly alarmTopicArn?: string;
  /** The slowest 1 % of the answers may take this long. @default 2 seconds */
  readonly latencyLimit?: Duration;
}

/** A whole order service in an account of its own: network, table, functions, API and name. */
export class Microservice extends Construct {
  readonly network: IsolatedServiceVpc;
  readonly table: OrdersTable;
  readonly functions: Readonly<Record<OrderFunctionName, OrderFunction>>;
  readonly api: OrdersApi;
  readonly alarms: ServiceAlarms;
  readonly dashboard: ServiceDashboard;

  constructor(scope: Construct, id: string, props: MicroserviceProps) {
    super(scope, id);
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
    });
    const create = (name: OrderFunctionName) => this.createFunction(name, shardCount, props);
    this.functions = {
      'place-order': create('place-order'),
      'list-orders': create('list-orders'),
      'get-order': create('get-order'),
    };
    this.api = new OrdersApi(this, 'Api', {
      service: props.service,
      handlers: {
        'place-order': this.functions['place-order'].live,
        'list-orders': this.functions['list-orders'].live,
        'get-order': this.functions['get-order'].live,
      },
      vpcEndpointId: props.vpcEndpointId,
      sharedBundlesFolder: props.sharedBundlesFolder,
      retainLogs: protect,
      ...(props.throttle && { throttle: props.throttle }),
    });
    new RegionalDomain(this, 'Domain', {
      hostName: props.hostName,
      certificate: props.certificate,
      api: this.api.api,
    });
    const watched = {
      api: this.api,
      functions: Object.values(this.functions),
      table: this.table,
    };
    this.alarms = new ServiceAlarms(this, 'Alarms', {
      ...watched,
      ...(props.alarmTopicArn !== undefined && { topicArn: props.alarmTopicArn }),
      ...(props.latencyLimit && { latencyLimit: props.latencyLimit }),
    });
    this.dashboard = new ServiceDashboard(this, 'Dashboard', watched);
    if (props.canary === true) {
      new CanaryDeployment(this, 'Canary', {
        functions: watched.functions,
        alarms: this.alarms.ofDeployments,
      });
    }
  }

  /**
   * Lets callers in through one more VPC endpoint: see {@link OrdersApi.grantInvokeFrom}.
   * @param vpcEndpointId a concrete `vpce-…`, not a token
   */
  grantInvokeFrom(vpcEndpointId: string): void {
    this.api.grantInvokeFrom(vpcEndpointId);
  }

  private createFunction(
    functionName: OrderFunctionName,
    shardCount: number,
    props: MicroserviceProps,
  ): OrderFunction {
    const { action, resourceArn } = this.table.accessOf(functionName);
    const created = new OrderFunction(this, functionName, {
      functionName,
      bundlesFolder: props.bundlesFolder,
      environment: environmentOf(functionName, {
        TABLE_NAME: this.table.table.tableName,
        INDEX_NAME: this.table.indexName,
        SHARD_COUNT: String(shardCount),
      }),
      statements: this.table.statementsFor(functionName),
      network: this.network.functionNetwork,
      retainLogs: props.protect ?? false,
    });
    this.network.allowDynamoDb({
      role: created.bundle.role,
      actions: [action],
      resourceArns: [resourceArn],
    });
    return created;
  }

  private checkShardCount(shardCount: number): number {
    if (Number.isInteger(shardCount) && shardCount >= 1 && shardCount <= maxShardCount) {
      return shardCount;
    }
    throw new ConfigurationError(
      `shardCount must be between 1 and ${maxShardCount}, got ${shardCount} (${this.node.path})`,
    );
  }
}
