/** Requests and latencies over time, and the metrics of functions. */
import type { MetricSeries, TrafficPoint } from '@sandbox/front-doors/console/wire';
import { Card, Empty, Load } from '../parts/basics';
import { Chart } from '../parts/chart';
import { counted, duration } from '../model/format';
import { useServer } from '../model/server';
import { useStore } from '../model/store';

export function Metrics() {
  const traffic = useStore((state) => state.traffic);
  const loaded = useServer<readonly MetricSeries[]>('/metrics', { every: 5_000 });
  const hosts = [...new Set(traffic.map(({ host }) => host))].sort();
  return (
    <>
      {hosts.length === 0 && (
        <Card title="Requests and latency">
          <Empty title="No request yet">
            Place an order under <a href="#/orders">Orders</a>.
          </Empty>
        </Card>
      )}
      {hosts.map((host) => (
        <Host key={host} host={host} points={traffic.filter((point) => point.host === host)} />
      ))}
      <Card
        title="Metrics of the functions"
        aside={<span class="muted">embedded metric format, by minute</span>}
      >
        <Load of={loaded}>
          {(series) =>
            series.length === 0 ? (
              <Empty title="No metric yet">Functions write theirs with each invocation.</Empty>
            ) : (
              <Series series={series} />
            )
          }
        </Load>
      </Card>
    </>
  );
}

function Host({
  host,
  points,
}: {
  readonly host: string;
  readonly points: readonly TrafficPoint[];
}) {
  const total = points.reduce((sum, { count }) => sum + count, 0);
  const refused = points.reduce((sum, point) => sum + point.refused, 0);
  const last = points.at(-1);
  return (
    <Card
      title={host}
      aside={
        <span class="muted">
          {counted(total, 'request')}, {refused} refused
        </span>
      }
    >
      <div class="charts">
        <Chart
          title="Latency"
          format={duration}
          lines={[
            { name: 'p50', points: points.map(({ at, p50 }) => [at, p50]) },
            { name: 'p95', points: points.map(({ at, p95 }) => [at, p95]) },
            { name: 'p99', points: points.map(({ at, p99 }) => [at, p99]) },
          ]}
        />
        <Chart
          title="Requests in 5 s"
          format={(value) => value.toFixed(0)}
          lines={[
            { name: 'all', points: points.map(({ at, count }) => [at, count]) },
            { name: '4xx', points: points.map(({ at, clientErrors }) => [at, clientErrors]) },
            { name: '5xx', points: points.map(({ at, serverErrors }) => [at, serverErrors]) },
          ]}
        />
      </div>
      {last && (
        <p class="visually-hidden">
          In the last interval: half of the requests took at most {duration(last.p50)}, 95 % at most{' '}
          {duration(last.p95)}, 99 % at most {duration(last.p99)}
        </p>
      )}
    </Card>
  );
}

function Series({ series }: { readonly series: readonly MetricSeries[] }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Metrics of the functions">
      <table>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            <th scope="col">Dimensions</th>
            <th scope="col">Samples</th>
            <th scope="col">Sum</th>
            <th scope="col">Average</th>
            <th scope="col">Maximum</th>
            <th scope="col">By minute</th>
          </tr>
        </thead>
        <tbody>
          {series.map((one) => (
            <SeriesRow
              key={`${one.account} ${one.namespace} ${one.name} ${JSON.stringify(one.dimensions)}`}
              series={one}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SeriesRow({
  series: { namespace, name, unit, dimensions, points },
}: {
  readonly series: MetricSeries;
}) {
  const count = points.reduce((sum, point) => sum + point.count, 0);
  const sum = points.reduce((total, point) => total + point.sum, 0);
  const max = Math.max(...points.map((point) => point.max));
  return (
    <tr>
      <th scope="row">
        {name} <span class="muted">{unit}</span>
        <span class="muted block">{namespace}</span>
      </th>
      <td>
        {Object.entries(dimensions)
          .map(([key, value]) => `${key} ${value}`)
          .join(', ')}
      </td>
      <td>{count}</td>
      <td>{rounded(sum)}</td>
      <td>{rounded(sum / count)}</td>
      <td>{rounded(max)}</td>
      <td>
        <Spark values={points.map((point) => point.sum)} />
      </td>
    </tr>
  );
}

function Spark({ values }: { readonly values: readonly number[] }) {
  const shown = values.slice(-20);
  const highest = Math.max(...shown, 1e-9);
  return (
    <svg class="spark" width="100" height="20" aria-hidden="true">
      {shown.map((value, index) => (
        <rect
          key={index}
          x={index * 5}
          y={20 - (value / highest) * 20}
          width="4"
          height={(value / highest) * 20}
        />
      ))}
    </svg>
  );
}

function rounded(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 2 });
}
