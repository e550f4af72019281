/** Generates small plots as SVG, readable in light and dark mode. */
import type { Figure, Plot } from './result';
import { reaches, shown } from './statistics';

const WIDTH = 720;
const FONT = 12;

const STYLE = `<style>
text { font: ${FONT}px system-ui, sans-serif; fill: #24292f }
.title { font-weight: 600 }
.grid { stroke: #8c959f; stroke-opacity: .35 }
.s0 { stroke: #0969da; fill: #0969da } .s1 { stroke: #bc4c00; fill: #bc4c00 } .s2 { stroke: #6e7781; fill: #6e7781 }
.line { fill: none; stroke-width: 2 }
.missed { stroke: #bc4c00; fill: #bc4c00 } .goal { stroke: #1a7f37; stroke-width: 2 }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } }
</style>`;

/** Returns a plot of series over the labels of its x axis; y begins at 0. */
export function seriesPlot({ title, x, y, series }: Plot): string {
  const area = { left: 64, top: 44, width: WIDTH - 84, height: 200 };
  const most = Math.max(...series.flatMap(({ values }) => values), 0);
  const ticks = ticksUpTo(most);
  const top = ticks.at(-1) ?? 1;
  const step = area.width / Math.max(1, x.labels.length);
  const px = (index: number) => area.left + step * (index + 0.5);
  const py = (value: number) => area.top + area.height * (1 - value / top);
  const height = area.top + area.height + 44;
  const every = Math.ceil(x.labels.length / 16);
  return svg(height, title, [
    ...ticks.flatMap((tick) => [
      line('grid', area.left, py(tick), area.left + area.width, py(tick)),
      text(area.left - 6, py(tick) + 4, shown(tick, ''), 'end'),
    ]),
    ...x.labels.flatMap((label, index) =>
      index % every === 0 ? [text(px(index), area.top + area.height + 16, label, 'middle')] : [],
    ),
    text(area.left + area.width / 2, height - 10, x.title, 'middle'),
    text(area.left - 52, area.top - 10, y, 'start'),
    ...series.map(({ name }, index) =>
      legend(area.left + 170 + index * 190, area.top - 10, name, index),
    ),
    ...series.map(({ shape, values }, index) =>
      shape === 'line'
        ? `<polyline class="line s${index}" points="${values.map((value, at) => `${round(px(at))},${round(py(value))}`).join(' ')}"/>`
        : values.map((value, at) => bar(px(at), py(value), step * 0.7, area, index)).join(''),
    ),
  ]);
}

/** Returns a plot with a row for each ratio: its quartiles, median and goal, on a logarithmic scale. */
export function ratioPlot(title: string, figures: readonly Figure[]): string {
  const area = { left: 330, top: 56, width: WIDTH - 360 };
  const row = 22;
  const values = figures.flatMap(({ low, high, goal = 1 }) => [low, high, goal, 1]);
  const [least, most] = [Math.min(...values) / 1.1, Math.max(...values) * 1.1];
  const px = (value: number) =>
    area.left + (area.width * Math.log(value / least)) / Math.log(most / least);
  const bottom = area.top + row * figures.length;
  const ticks = [0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10, 20, 50].filter(
    (tick) => tick >= least && tick <= most,
  );
  return svg(bottom + 12, title, [
    ...ticks.flatMap((tick) => [
      line('grid', px(tick), area.top - 8, px(tick), bottom),
      text(px(tick), area.top - 14, `${tick} ×`, 'middle'),
    ]),
    ...figures.map((figure, index) => ratioRow(figure, area.top + row * (index + 0.5), px)),
  ]);
}

function ratioRow(figure: Figure, y: number, px: (value: number) => number): string {
  const { what, against = '', low, median, high, goal } = figure;
  const mark = reaches(figure) === false ? 'missed' : 's0';
  const label = `${what} : ${against}`;
  return [
    text(8, y + 4, label.length > 52 ? `${label.slice(0, 51)}…` : label, 'start', label),
    `<line class="${mark}" stroke-width="3" x1="${round(px(low))}" y1="${y}" x2="${round(px(high))}" y2="${y}"/>`,
    `<circle class="${mark}" cx="${round(px(median))}" cy="${y}" r="4"/>`,
    goal === undefined ? '' : line('goal', px(goal), y - 8, px(goal), y + 8),
  ].join('');
}

function svg(height: number, title: string, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escaped(title)}">`,
    STYLE,
    `<text class="title" x="8" y="18">${escaped(title)}</text>`,
    ...parts.filter((part) => part !== ''),
    '</svg>\n',
  ].join('\n');
}

function bar(
  x: number,
  y: number,
  width: number,
  { top, height }: { readonly top: number; readonly height: number },
  index: number,
): string {
  return `<rect class="s${index}" x="${round(x - width / 2)}" y="${round(y)}" width="${round(width)}" height="${round(top + height - y)}"/>`;
}

function legend(x: number, y: number, name: string, index: number): string {
  return `<rect class="s${index}" x="${x}" y="${y - 9}" width="10" height="10"/>${text(x + 15, y, name, 'start')}`;
}

function line(name: string, x1: number, y1: number, x2: number, y2: number): string {
  return `<line class="${name}" x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}"/>`;
}

/** @param tooltip the full text of a truncated label */
function text(x: number, y: number, value: string, anchor: string, tooltip = ''): string {
  const title = tooltip === '' ? '' : `<title>${escaped(tooltip)}</title>`;
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${title}${escaped(value)}</text>`;
}

/** Returns about five round numbers from 0 to at least the value. */
function ticksUpTo(value: number): readonly number[] {
  if (value <= 0) return [0, 1];
  const power = 10 ** Math.floor(Math.log10(value / 4));
  const step =
    [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each * 5 >= value) ?? value;
  return Array.from({ length: Math.ceil(value / step) + 1 }, (_, index) => index * step);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
