/** Computes figures from samples. */
import { quantile } from '../measure';
import type { Figure } from './result';

/** The name and goal of a figure. */
export type FigureProps = Pick<Figure, 'id' | 'what' | 'against' | 'goal'> & {
  /** @default 'less' */
  readonly better?: Figure['better'];
  /** @default 0.1 */
  readonly noise?: number;
};

const TIMING_NOISE = 0.1;
const DIGITS = 4;

/** Samples in the unit of the figure's detail, such as `ms`. */
export interface Samples {
  readonly own: readonly number[];
  readonly other: readonly number[];
  readonly unit: string;
}

/**
 * Returns the median ratio of own samples to those of the other. Samples with the same index are of the same
 * round, so that anything that slows down the whole machine affects both and cancels out.
 * @throws {Error} when the rounds are not complete
 */
export function ratioFigure(props: FigureProps, { own, other, unit }: Samples): Figure {
  if (own.length !== other.length || own.length === 0) {
    throw new Error(
      `${props.id}: expected the same number of samples, got ${own.length} and ${other.length}`,
    );
  }
  const ratios = own.map((sample, round) => sample / (other[round] ?? NaN));
  const [mine, theirs] = [own, other].map((samples) => shown(quantile(samples, 0.5), unit));
  return { ...summary(props, ratios, '×'), detail: `${mine} : ${theirs}` };
}

/** Returns an absolute figure: the median and quartiles of samples. */
export function figureOf(props: FigureProps, samples: readonly number[], unit: string): Figure {
  return summary(props, samples, unit);
}

/** Returns whether a figure reaches its goal, or undefined when it has no goal. */
export function reaches({ goal, median, better }: Figure): boolean | undefined {
  if (goal === undefined) return undefined;
  return better === 'less' ? median <= goal : median >= goal;
}

/** Returns a value with three significant digits and its unit, such as `61.2 ms`, `0.71 ×` or `1,240 /s`. */
export function shown(value: number, unit: string): string {
  const size = Math.abs(value);
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2;
  const text = value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return unit === '' ? text : `${text} ${unit}`;
}

function summary(
  { better = 'less', noise = TIMING_NOISE, ...props }: FigureProps,
  samples: readonly number[],
  unit: string,
): Figure {
  const [low = NaN, median = NaN, high = NaN] = [0.25, 0.5, 0.75].map((share) =>
    rounded(quantile(samples, share)),
  );
  return { ...props, unit, median, low, high, runs: samples.length, better, noise };
}

/** The samples are not more precise, and more digits would change the file at each run. */
function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
