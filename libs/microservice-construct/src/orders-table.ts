import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IMetric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { ordersTableSchema } from '@cross-account/orders-domain/dynamodb';
import type { OrderFunctionName } from '@cross-account/orders-domain/config';

/** What an {@link OrdersTable} is made from. */
export interface OrdersTableProps {
  /** Encrypt with a key of the account's own, not one that DynamoDB owns. @default false */
  readonly customerManagedKey?: boolean;
  /** Keep the table and refuse its deletion. @default false */
  readonly protect?: boolean;
  /** Restore to any second of the last 35 days. @default true */
  readonly pointInTimeRecovery?: boolean;
}

/** The one thing that an order function does with the table. */
export interface TableAccess {
  readonly action: string;
  readonly resourceArn: string;
}

const { index, partitionKey } = ordersTableSchema;

/**
 * The orders: on demand, one item an order, and one index that serves every listing. The index is
 * keyed by shard, so that no single day or service fills one partition.
 */
export class OrdersTable extends Construct {
  readonly table: Table;
  readonly indexName = index.name;
  /** @default none; DynamoDB's own key */
  readonly key: Key | undefined;

  constructor(scope: Construct, id: string, props: OrdersTableProps = {}) {
    super(scope, id);
    const removalPolicy = props.protect === true ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.key =
      props.customerManagedKey === true
        ? new Key(this, 'Key', {
            description: 'Encrypts the orders',
            enableKeyRotation: true,
            removalPolicy,
          })
        : undefined;
    this.table = new Table(this, 'Table', {
      partitionKey: { name: partitionKey.name, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: props.pointInTimeRecovery ?? true,
      },
      deletionProtection: props.protect ?? false,
      removalPolicy,
      ...(this.key && { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: this.key }),
    });
    Validations.of(this.table).acknowledge({
      id: 'NIST.800.53.R5-DynamoDBInBackupPlan',
      reason:
        'Point-in-time recovery restores any second of 35 days. Backup plans belong to the account: one that selects by tags takes the table in.',
    });
    this.table.addGlobalSecondaryIndex({
      indexName: index.name,
      partitionKey: { name: index.partitionKey.name, type: AttributeType.NUMBER },
      sortKey: { name: index.sortKey.name, type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });
  }

  /** Reads and writes that DynamoDB refused on the table itself, for it is too busy. */
  metricThrottles(options?: MetricOptions): IMetric {
    return this.throttles('table', {}, options);
  }

  /** The same on the index. It throttles the writes of the table, too. */
  metricIndexThrottles(options?: MetricOptions): IMetric {
    return this.throttles('index', { GlobalSecondaryIndexName: this.indexName }, options);
  }

  /** Milliseconds that DynamoDB took for one kind of call, such as `PutItem`. */
  metricLatency(operation: string, options?: MetricOptions): Metric {
    return this.metric('SuccessfulRequestLatency', { Operation: operation }, options);
  }

  /**
   * Requests that DynamoDB refused as wrong or not allowed, throttles and failed conditions left
   * out. DynamoDB counts them for the whole account and Region, not by table.
   */
  metricUserErrors(options?: MetricOptions): Metric {
    return this.table.metricUserErrors({ statistic: Stats.SUM, ...options });
  }

  /** The single DynamoDB action that a function needs, and what on. */
  accessOf(functionName: OrderFunctionName): TableAccess {
    const resourceArn = this.table.tableArn;
    switch (functionName) {
      case 'place-order':
        return { action: 'dynamodb:PutItem', resourceArn };
      case 'get-order':
        return { action: 'dynamodb:GetItem', resourceArn };
      case 'list-orders':
        return { action: 'dynamodb:Query', resourceArn: `${resourceArn}/index/${this.indexName}` };
    }
  }

  /** What the role of a function has to be allowed: its one action, and the key through DynamoDB. */
  statementsFor(functionName: OrderFunctionName): PolicyStatement[] {
    const { action, resourceArn } = this.accessOf(functionName);
    const onTable = new PolicyStatement({ actions: [action], resources: [resourceArn] });
    if (this.key === undefined) return [onTable];
    const viaDynamoDb = `dynamodb.${Stack.of(this).region}.amazonaws.com`;
    const onKey = new PolicyStatement({
      actions: ['kms:Decrypt', 'kms:DescribeKey'],
      resources: [this.key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': viaDynamoDb } },
    });
    return [onTable, onKey];
  }

  /** @param where names the metrics of the expression, which have to differ within a graph */
  private throttles(
    where: string,
    dimensions: Readonly<Record<string, string>>,
    options?: MetricOptions,
  ): IMetric {
    const metric = (name: string) => this.metric(name, dimensions, { statistic: Stats.SUM });
    return new MathExpression({
      // DynamoDB writes a data point only where something was throttled.
      expression: `FILL(${where}Reads, 0) + FILL(${where}Writes, 0)`,
      usingMetrics: {
        [`${where}Reads`]: metric('ReadThrottleEvents'),
        [`${where}Writes`]: metric('WriteThrottleEvents'),
      },
      ...(options?.period && { period: options.period }),
      ...(options?.label !== undefined && { label: options.label }),
    });
  }

  private metric(
    metricName: string,
    dimensions: Readonly<Record<string, string>>,
    options?: MetricOptions,
  ): Metric {
    return new Metric({
      namespace: 'AWS/DynamoDB',
      metricName,
      dimensionsMap: { TableName: this.table.tableName, ...dimensions },
      ...options,
    });
  }
}
