/** Metrics in CloudWatch's embedded format: numbers in a log line, so no call and no extra latency. */

/** The namespace of all metrics of the order functions. */
export const metricsNamespace = 'Orders';

/** The dimensions of every metric. */
export const metricDimensions = ['service', 'function'] as const;

const units = {
  /** Orders that now exist for the first time. */
  OrdersPlaced: 'Count',
  /** Repeats of an order, answered with the first one. */
  OrdersReplayed: 'Count',
  /** The function's own time for a request. */
  Latency: 'Milliseconds',
} as const;

/** A metric of the order functions. */
export type MetricName = keyof typeof units;

/** Values of one request. */
export type MetricValues = Readonly<Partial<Record<MetricName, number>>>;

/** The members that make a log line carry metrics. */
export function embeddedMetrics(values: MetricValues, timestamp: number): Record<string, unknown> {
  const names = Object.keys(values) as MetricName[];
  return {
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [
        {
          Namespace: metricsNamespace,
          Dimensions: [metricDimensions],
          Metrics: names.map((name) => ({ Name: name, Unit: units[name] })),
        },
      ],
    },
    ...values,
  };
}
