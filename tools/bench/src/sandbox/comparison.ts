/** Formats the samples of one or two checkouts as text. */
import { quantile } from '../measure';
import type { Sample } from './one-run';

export interface Measured {
  readonly name: string;
  readonly samples: readonly Sample[];
}

const figures = [
  { title: 'start to first 200, ms', of: ({ firstAnswer }: Sample) => firstAnswer },
  { title: 'requests/s', of: ({ requestsPerSecond }: Sample) => requestsPerSecond },
];

/**
 * Returns the median and spread of each figure by checkout and, of two checkouts, the ratio of the medians.
 */
export function comparison(measured: readonly Measured[]): string {
  const width = Math.max(...measured.map(({ name }) => name.length));
  return figures
    .map(({ title, of }) => {
      const rows = measured.map(({ name, samples }) => ({ name, values: samples.map(of) }));
      const lines = rows.map(({ name, values }) => {
        const [least, median, most] = [0, 0.5, 1].map((share) =>
          quantile(values, share).toFixed(0),
        );
        return `  ${name.padEnd(width)}  median ${median}  (${least} to ${most})\n`;
      });
      const [own = NaN, other] = rows.map(({ values }) => quantile(values, 0.5));
      const ratio = other === undefined ? '' : `  ratio ${(own / other).toFixed(3)}\n`;
      return `${title}\n${lines.join('')}${ratio}`;
    })
    .join('\n');
}
