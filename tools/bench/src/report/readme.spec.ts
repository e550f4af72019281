/** Checks that the README's figures match docs/performance.json. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readPerformance } from './files';

const readme = readFileSync(join(resolve(__dirname, '../../../..'), 'README.md'), 'utf8');

const figures = Object.values(readPerformance()).flatMap((section) => section.figures);

/** Returns the median of a figure to two significant digits. */
function median(id: string): string {
  const found = figures.find((figure) => figure.id === id);
  if (!found) throw new Error(`docs/performance.json has no figure ${id}`);
  return String(Number(found.median.toPrecision(2)));
}

it.each([
  ['start/unchanged', (value: string) => `second start, ${value} s after Enter`],
  ['start/first', (value: string) => `first start took ${value} s`],
  ['cold-start/get-order/powertools/all', (value: string) => `starts in ${value} × the time`],
  ['pages/all/1,000,000/time', (value: string) => `${value} × as long with 1,000,000 orders`],
  [
    'reload/a function: handler.ts of get-order, in place',
    (value: string) => `answers after ${value} ms`,
  ],
])('the README has the measured figure %s', (id, text) => {
  expect(readme.replaceAll('\n', ' ')).toContain(text(median(id)));
});
