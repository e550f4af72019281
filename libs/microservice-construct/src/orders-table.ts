import { RemovalPolicy, Stack } from 'aws-cdk-lib';
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
import { ordersTableSchema } from '@cross-account/orders-domain';
import type { OrderFunctionName } from '@cross-account/orders-domain';

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
    this.table.addGlobalSecondaryIndex({
      indexName: index.name,
      partitionKey: { name: index.partitionKey.name, type: AttributeType.NUMBER },
      sortKey: { name: index.sortKey.name, type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });
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
}
