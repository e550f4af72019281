/** A line chart over time. */
import { clock } from '../model/format';

interface Line {
  readonly name: string;
  readonly points: readonly (readonly [at: number, value: number])[];
}

interface Props {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly format: (value: number) => string;
}

const WIDTH = 480;
const HEIGHT = 150;
const LEFT = 52;
const BOTTOM = 20;
const TOP = 10;

export function Chart({ title, lines, format }: Props) {
  const times = lines.flatMap(({ points }) => points.map(([at]) => at));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const most = Math.max(...lines.flatMap(({ points }) => points.map(([, value]) => value)), 1);
  // An even number, so that the middle grid line has an integer value.
  const highest = 2 * Math.ceil(most / 2);
  const x = (at: number) => LEFT + ((at - first) / Math.max(last - first, 1)) * (WIDTH - LEFT - 8);
  const y = (value: number) => HEIGHT - BOTTOM - (value / highest) * (HEIGHT - BOTTOM - TOP);
  const newest = lines.map(({ name, points }) => `${name} ${format(points.at(-1)?.[1] ?? 0)}`);
  return (
    <figure class="chart">
      <figcaption>
        {title}
        <span class="legend">
          {newest.map((text, index) => (
            <span key={index} class={`line-${index}`}>
              {text}
            </span>
          ))}
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${title}: ${newest.join(', ')}`}
      >
        {[0, 0.5, 1].map((share) => (
          <g key={share} class="grid">
            <line x1={LEFT} x2={WIDTH - 8} y1={y(highest * share)} y2={y(highest * share)} />
            <text x={LEFT - 6} y={y(highest * share) + 3.5} text-anchor="end">
              {format(highest * share)}
            </text>
          </g>
        ))}
        {lines.map(({ name, points }, index) => (
          <g key={name} class={`line-${index}`}>
            <polyline
              points={points
                .map(([at, value]) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`)
                .join(' ')}
            />
            {points.length === 1 &&
              points.map(([at, value]) => <circle key={at} cx={x(at)} cy={y(value)} r="2.5" />)}
          </g>
        ))}
        <text x={LEFT} y={HEIGHT - 5} class="axis">
          {clock(first)}
        </text>
        <text x={WIDTH - 8} y={HEIGHT - 5} class="axis" text-anchor="end">
          {clock(last)}
        </text>
      </svg>
    </figure>
  );
}
