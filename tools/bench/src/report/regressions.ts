/** Finds figures that are worse than the committed ones. */
import type { Figure, Machine, Performance, Recorded } from './result';
import { shown } from './statistics';

/**
 * Returns a line for each figure that is worse than the committed one by more than noise: its median is
 * outside the committed quartiles by more than the figure's noise, and the committed median is outside the
 * new quartiles. Figures without a peer depend on the machine, and are compared only on the same one.
 */
export function regressions(committed: Performance, measured: Performance): readonly string[] {
  return Object.entries(measured).flatMap(([name, now]) => {
    const before = committed[name];
    return before === undefined ? [] : regressionsOf(before, now);
  });
}

/** Returns how many figures of a measurement can be compared with the committed ones. */
export function comparable(committed: Performance, measured: Performance): number {
  return Object.entries(measured).reduce((sum, [name, now]) => {
    const before = committed[name];
    return before === undefined ? sum : sum + pairs(before, now).length;
  }, 0);
}

function regressionsOf(before: Recorded, now: Recorded): readonly string[] {
  return pairs(before, now)
    .filter(([was, is]) => isWorse(was, is))
    .map(([was, is]) => {
      const subject = is.against === undefined ? is.what : `${is.what}, against ${is.against}`;
      return `${subject}: ${withSpread(is)}, committed ${withSpread(was)} (${is.id})`;
    });
}

function pairs(before: Recorded, now: Recorded): readonly (readonly [Figure, Figure])[] {
  return now.figures.flatMap((is) => {
    const was = before.figures.find(({ id }) => id === is.id);
    if (was === undefined) return [];
    const depends = is.unit !== '×' && is.noise >= MACHINE_NOISE;
    return depends && !isSameMachine(before.machine, now.machine) ? [] : [[was, is] as const];
  });
}

/** Figures with less noise are counts or sizes, which are the same on every machine. */
const MACHINE_NOISE = 0.05;

function isSameMachine(one: Machine, other: Machine): boolean {
  return one.cpu === other.cpu && one.cores === other.cores && one.node === other.node;
}

function isWorse(was: Figure, is: Figure): boolean {
  return is.better === 'less'
    ? is.median > was.high + was.median * was.noise && is.low > was.median
    : is.median < was.low - was.median * was.noise && is.high < was.median;
}

function withSpread({ median, low, high, unit }: Figure): string {
  return `${shown(median, unit)} [${shown(low, '')}–${shown(high, '')}]`;
}
