/** Generates `docs/performance.md` from the results. */
import { benchmarkTexts, introduction } from './texts';
import type { Figure, Machine, Performance, Recorded, Table } from './result';
import { ratioPlot, seriesPlot } from './svg';
import { reaches, shown } from './statistics';

/** Folder of the plots, relative to the page. */
export const PLOTS = 'pictures';

const RATIOS = 'performance-ratios';

/** Returns the page as Markdown that is not formatted by Prettier yet. */
export function page(performance: Performance): string {
  const sections = recorded(performance).map(([name, result]) => section(name, result));
  const parts = [
    introduction,
    `![Each ratio with its quartiles and its goal](${PLOTS}/${RATIOS}.svg)`,
    overview(performance),
    ...sections,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Returns the plots as SVG, by file name. */
export function plots(performance: Performance): ReadonlyMap<string, string> {
  const all = recorded(performance).map(([, result]) => result);
  const ratios = all.flatMap(({ figures }) => figures.filter(({ unit }) => unit === '×'));
  return new Map([
    [`${RATIOS}.svg`, ratioPlot('Ratios: quartiles, median, goal (green)', ratios)],
    ...all
      .flatMap((result) => result.plots)
      .map((plot): [string, string] => [`${plot.name}.svg`, seriesPlot(plot)]),
  ]);
}

/** Returns the results in the order of the page's sections. */
function recorded(performance: Performance): readonly (readonly [string, Recorded])[] {
  return Object.keys(benchmarkTexts).flatMap((name) => {
    const result = performance[name];
    return result === undefined ? [] : [[name, result] as const];
  });
}

function overview(performance: Performance): string {
  const rows = recorded(performance).flatMap(([, { figures }]) =>
    figures.map((figure) => [
      figure.what,
      figure.against ?? '–',
      `**${shown(figure.median, figure.unit)}** [${shown(figure.low, '')}–${shown(figure.high, '')}]`,
      goalOf(figure),
      figure.detail ?? '',
      String(figure.runs),
    ]),
  );
  return table({
    title: 'All figures',
    head: ['what', 'against', 'median [quartiles]', 'goal', 'own : other', 'runs'],
    rows,
  });
}

function goalOf(figure: Figure): string {
  const { goal, better, unit } = figure;
  if (goal === undefined) return '–';
  const verdict = reaches(figure) === true ? 'met' : '**missed**';
  return `${better === 'less' ? '≤' : '≥'} ${shown(goal, unit)}: ${verdict}`;
}

function section(name: string, { machine, figures, tables, plots: drawn, conditions }: Recorded) {
  const { title, text, limits = {} } = benchmarkTexts[name] ?? { title: name, text: '' };
  const reasons = missedByLimit(figures, limits);
  return [
    `## ${title}`,
    text,
    ...(reasons.length > 0
      ? [`What holds the goals that are missed:\n\n${reasons.join('\n')}`]
      : []),
    ...drawn.map(({ name: file, title: alt }) => `![${alt}](${PLOTS}/${file}.svg)`),
    ...tables.map(table),
    [machineLine(machine, name), ...conditions].map((line) => `- ${line}`).join('\n'),
  ].join('\n\n');
}

/** Returns a line for each limit, with the figures whose goals it holds. */
function missedByLimit(
  figures: readonly Figure[],
  limits: Readonly<Record<string, string>>,
): readonly string[] {
  const missed = new Map<string, string[]>();
  for (const figure of figures.filter((each) => reaches(each) === false)) {
    const { id, what, against } = figure;
    const limit = Object.entries(limits).find(([prefix]) => id.startsWith(prefix))?.[1];
    if (limit === undefined) continue;
    const name = against === undefined ? what : `${what}, against ${against}`;
    missed.set(limit, [...(missed.get(limit) ?? []), name]);
  }
  return [...missed].map(([limit, names]) => `- ${names.join('; ')}: ${limit}`);
}

function machineLine(machine: Machine, name: string): string {
  const { cpu, cores, memoryGiB, system, node, commit, coresInUse } = machine;
  const busy = coresInUse > cores / 4 ? ' (**busy machine: preliminary**)' : '';
  return `\`npx nx run bench:all --only=${name}\` on ${cores} × ${cpu}, ${memoryGiB} GiB, ${system}, Node.js ${node}, commit \`${commit}\`, ${coresInUse} cores in use before${busy}`;
}

function table({ title, head, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [`**${title}**`, '', line(head), line(head.map(() => '---')), ...rows.map(line)].join(
    '\n',
  );
}
