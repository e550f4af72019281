/**
 * The metrics that functions write into their logs in CloudWatch's embedded metric format.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
import type { Account } from '@sandbox/services/account';
import type { LogEvent } from '@sandbox/services/logs/logs';
import { z } from 'zod';
import { parsed } from './functions';
import type { MetricPoint, MetricSeries } from './wire';

const MINUTE = 60_000;

/** The maximum number of series; a metric with many dimension values has one for each. */
const MAX_SERIES = 200;

const emfSchema = z
  .object({
    _aws: z.object({
      Timestamp: z.number(),
      CloudWatchMetrics: z.array(
        z.object({
          Namespace: z.string(),
          Dimensions: z.array(z.array(z.string())),
          Metrics: z.array(z.object({ Name: z.string(), Unit: z.string().default('None') })),
        }),
      ),
    }),
  })
  .loose();

type Emf = z.output<typeof emfSchema>;

interface Sample extends Omit<MetricSeries, 'points' | 'account'> {
  readonly at: number;
  readonly value: number;
}

/** Returns a series for each metric and set of dimensions, by minutes. */
export function metricSeries(accounts: readonly Account[]): readonly MetricSeries[] {
  return accounts.flatMap(({ id, logs }) => {
    const samples = logs.all.flatMap(({ name }) => logs.events(name).flatMap(samplesOf));
    return seriesOf(samples).map((series) => ({ account: id, ...series }));
  });
}

function samplesOf({ message }: LogEvent): readonly Sample[] {
  if (!message.includes('"CloudWatchMetrics"')) return [];
  const { data } = emfSchema.safeParse(parsed(message));
  if (!data) return [];
  return data._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name, Unit }) =>
      Dimensions.flatMap((names) =>
        valuesOf(data, Name).map((value) => ({
          namespace: Namespace,
          name: Name,
          unit: Unit,
          dimensions: dimensionsOf(data, names),
          at: data._aws.Timestamp,
          value,
        })),
      ),
    ),
  );
}

/** Returns the values of a metric, which is a number or a list of numbers. */
function valuesOf(data: Emf, name: string): readonly number[] {
  return [data[name]].flat().filter((value): value is number => typeof value === 'number');
}

function dimensionsOf(data: Emf, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, textOf(data[name])]));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

function seriesOf(samples: readonly Sample[]): readonly Omit<MetricSeries, 'account'>[] {
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const key = keyOf(sample);
    const group = groups.get(key);
    if (group) group.push(sample);
    else groups.set(key, [sample]);
  }
  return [...groups.values()].slice(0, MAX_SERIES).flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { namespace, name, unit, dimensions } = first;
    return [{ namespace, name, unit, dimensions, points: pointsOf(group) }];
  });
}

function keyOf({ namespace, name, dimensions }: Sample): string {
  return JSON.stringify([namespace, name, dimensions]);
}

function pointsOf(samples: readonly Sample[]): readonly MetricPoint[] {
  const points = new Map<number, MetricPoint>();
  for (const { at, value } of samples) {
    const minute = Math.floor(at / MINUTE) * MINUTE;
    const { count, sum, min, max } = points.get(minute) ?? {
      ...{ count: 0, sum: 0, min: Infinity, max: -Infinity },
    };
    points.set(minute, {
      at: minute,
      count: count + 1,
      sum: sum + value,
      min: Math.min(min, value),
      max: Math.max(max, value),
    });
  }
  return [...points.values()].sort((one, other) => one.at - other.at);
}
