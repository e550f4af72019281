import { Stack, Validations } from 'aws-cdk-lib';
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
import { retainIf } from '@cross-account/cdk-app';
import type { OrderIndex } from '@cross-account/orders-domain';
import { ordersTableSchema } from '@cross-account/orders-domain/dynamodb';
import type { Access, Operation } from '@cross-account/orders-domain/http';

/** The properties of an {@link OrdersTable}. */
export interface OrdersTableProps {
  /** Encrypt with a customer managed key instead of an AWS owned key. @default false */
  readonly customerManagedKey?: boolean;
  /** Retain the table and its key when the stack is deleted. @default false */
  readonly protect?: boolean;
  /** Enable deletion protection. @default false */
  readonly deletionProtection?: boolean;
  /** Enable point-in-time recovery. @default true */
  readonly pointInTimeRecovery?: boolean;
  /**
   * Indexes in addition to the one that lists all orders. An update can add or remove only one index of a table.
   * @default none
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html
   */
  readonly indexes?: readonly OrderIndex[];
}

/** A permission on the table. */
export interface TableAccess {
  /** The IAM action, such as `dynamodb:PutItem`. */
  readonly action: string;
  /** The ARN of the table or of one of its indexes. */
  readonly resourceArn: string;
}

const { index, partitionKey } = ordersTableSchema;

/** The DynamoDB operation for each kind of access. */
const API_OF: Readonly<Record<Access, string>> = {
  add: 'PutItem',
  get: 'GetItem',
  list: 'Query',
  update: 'UpdateItem',
  find: 'Query',
};

/** Returns the DynamoDB operations that an API's operations use, such as `PutItem`, without duplicates. */
export function dynamoDbOperations(operations: readonly Operation[]): readonly string[] {
  return [...new Set(operations.flatMap(({ access }) => access.map((one) => API_OF[one])))];
}

/**
 * The orders table: on demand, one item per order, and one index for all lists. The index is keyed by shard, so
 * that writes do not exceed the limit of one partition.
 */
export class OrdersTable extends Construct {
  readonly table: Table;
  readonly indexName = index.name;
  /** The names of all indexes, {@link indexName} first. */
  readonly indexNames: readonly string[];
  /** The customer managed key; undefined with an AWS owned key. */
  readonly key: Key | undefined;

  constructor(scope: Construct, id: string, props: OrdersTableProps = {}) {
    super(scope, id);
    const removalPolicy = retainIf(props.protect ?? false);
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
      deletionProtection: props.deletionProtection ?? false,
      removalPolicy,
      ...(this.key && { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: this.key }),
    });
    Validations.of(this.table).acknowledge({
      id: 'NIST.800.53.R5-DynamoDBInBackupPlan',
      reason:
        'Point-in-time recovery can restore any second of the last 35 days. A stage may add a backup plan, and the tags of the table allow a plan of the account to select it.',
    });
    this.addIndex(index.name, index.partitionKey.name, AttributeType.NUMBER);
    const own = props.indexes ?? [];
    for (const { name, field, type = 'text' } of own) {
      this.addIndex(name, field, type === 'text' ? AttributeType.STRING : AttributeType.NUMBER);
    }
    this.indexNames = [index.name, ...own.map(({ name }) => name)];
  }

  private addIndex(indexName: string, key: string, type: AttributeType): void {
    this.table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: { name: key, type },
      sortKey: { name: index.sortKey.name, type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });
  }

  /** Metric: throttled reads and writes of the table itself. */
  metricThrottles(options?: MetricOptions): IMetric {
    return this.throttles('table', {}, options);
  }

  /**
   * Metric: throttled requests of an index, which throttles the table's writes, too.
   * @param indexName one of {@link indexNames}
   */
  metricIndexThrottles(options?: MetricOptions, indexName: string = this.indexName): IMetric {
    return this.throttles('index', { GlobalSecondaryIndexName: indexName }, options);
  }

  /** Metric: milliseconds of one DynamoDB operation, such as `PutItem`. */
  metricLatency(operation: string, options?: MetricOptions): Metric {
    return this.metric('SuccessfulRequestLatency', { Operation: operation }, options);
  }

  /**
   * Metric: invalid or denied requests, without throttles and failed conditions. DynamoDB counts them for the
   * account and Region, not by table.
   */
  metricUserErrors(options?: MetricOptions): Metric {
    return this.table.metricUserErrors({ statistic: Stats.SUM, ...options });
  }

  /** Returns the permissions that the function of an operation needs. */
  accessOf({ access, index: own }: Pick<Operation, 'access' | 'index'>): readonly TableAccess[] {
    const table = this.table.tableArn;
    return access.map((one) => {
      const action = `dynamodb:${API_OF[one]}`;
      if (one === 'list') return { action, resourceArn: `${table}/index/${this.indexName}` };
      if (one === 'find' && own) return { action, resourceArn: `${table}/index/${own.name}` };
      return { action, resourceArn: table };
    });
  }

  /** Returns the statements for an operation's function: its actions, and the key through DynamoDB. */
  statementsFor(operation: Pick<Operation, 'access' | 'index'>): PolicyStatement[] {
    const onTable = this.accessOf(operation).map(
      ({ action, resourceArn }) =>
        new PolicyStatement({ actions: [action], resources: [resourceArn] }),
    );
    if (this.key === undefined || onTable.length === 0) return onTable;
    const viaDynamoDb = `dynamodb.${Stack.of(this).region}.amazonaws.com`;
    const onKey = new PolicyStatement({
      actions: ['kms:Decrypt', 'kms:DescribeKey'],
      resources: [this.key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': viaDynamoDb } },
    });
    return [...onTable, onKey];
  }

  /** @param where prefix of the metric IDs in the expression, which must be unique in a graph */
  private throttles(
    where: string,
    dimensions: Readonly<Record<string, string>>,
    options?: MetricOptions,
  ): IMetric {
    const metric = (name: string) => this.metric(name, dimensions, { statistic: Stats.SUM });
    return new MathExpression({
      // DynamoDB emits a data point only when something was throttled.
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
