/** Metrics in CloudWatch's embedded metric format: numbers in a log line, without a call and its latency. */

/** The namespace of all metrics of the order functions. */
export const metricsNamespace = 'Orders';

/** The dimensions of every metric. */
export const metricDimensions = ['service', 'function'] as const;

const units = {
  /** New orders. */
  OrdersPlaced: 'Count',
  /** Repeated orders, whose response is the first order. */
  OrdersReplayed: 'Count',
  /** The duration of a request in the function. */
  Latency: 'Milliseconds',
} as const;

/** A metric of the order functions. */
export type MetricName = keyof typeof units;

/** Values of one request. */
export type MetricValues = Readonly<Partial<Record<MetricName, number>>>;

/** Returns the members that add metrics to a log line. */
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
