import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, Row, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { OrdersApi } from '../api/orders-api';
import type { OrderFunction } from '../order-function';
import type { OrdersTable } from '../orders-table';

/** The properties of a {@link ServiceDashboard}. */
export interface ServiceDashboardProps {
  readonly api: OrdersApi;
  readonly functions: readonly OrderFunction[];
  readonly table: OrdersTable;
  /** Operations of DynamoDB's API that the functions use, such as `PutItem`. */
  readonly tableOperations: readonly string[];
}

const PERIOD = Duration.minutes(1);
/** Three widgets fill a row. */
const WIDTH = 8;

/** A dashboard with one row each for API, functions and table, to locate failing or slow calls. */
export class ServiceDashboard extends Construct {
  readonly dashboard: Dashboard;

  constructor(scope: Construct, id: string, props: ServiceDashboardProps) {
    super(scope, id);
    const { api, functions, table, tableOperations } = props;
    this.dashboard = new Dashboard(this, 'Dashboard', { defaultInterval: Duration.hours(3) });
    this.dashboard.addWidgets(
      apiRow(api),
      functionRow(functions),
      tableRow(table, tableOperations),
    );
  }
}

function apiRow(api: OrdersApi): Row {
  const latency = (percentile: number) =>
    api.metricLatency({
      period: PERIOD,
      statistic: Stats.p(percentile),
      label: `p${percentile}`,
    });
  return new Row(
    graph('Calls', [api.metricRequests({ period: PERIOD, label: 'Calls' })]),
    graph('Calls refused or failed', [
      api.metricClientErrors({ period: PERIOD, label: '4xx' }),
      api.metricServerErrors({ period: PERIOD, label: '5xx' }),
    ]),
    graph('Response time, ms', [latency(50), latency(90), latency(99)]),
  );
}

function functionRow(functions: readonly OrderFunction[]): Row {
  const ofEach = (metric: (one: OrderFunction, label: string) => IMetric) =>
    functions.map((one) => metric(one, one.node.id));
  return new Row(
    graph(
      'Calls by function',
      ofEach((one, label) => one.metricInvocations({ period: PERIOD, label })),
    ),
    graph('Errors and throttles', [
      ...ofEach((one, label) => one.metricErrors({ period: PERIOD, label: `${label} crashed` })),
      ...ofEach((one, label) =>
        one.metricThrottles({ period: PERIOD, label: `${label} throttled` }),
      ),
    ]),
    graph(
      'Duration p99, ms',
      ofEach((one, label) => one.metricDuration({ period: PERIOD, statistic: Stats.p(99), label })),
    ),
  );
}

function tableRow(table: OrdersTable, operations: readonly string[]): Row {
  return new Row(
    graph('DynamoDB throttles', [
      table.metricThrottles({ period: PERIOD, label: 'Table' }),
      table.metricIndexThrottles({ period: PERIOD, label: 'Index' }),
    ]),
    graph(
      'DynamoDB response time, ms',
      operations.map((operation) =>
        table.metricLatency(operation, { period: PERIOD, label: operation }),
      ),
    ),
    graph('DynamoDB user errors in the account', [
      table.metricUserErrors({ period: PERIOD, label: 'User errors' }),
    ]),
  );
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: WIDTH });
}
