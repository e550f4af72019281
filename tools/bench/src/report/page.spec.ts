import { readFileSync } from 'node:fs';
import { PAGE, plotFile, readPerformance } from './files';
import { page, plots } from './page';
import type { Figure, Performance } from './result';

const FIGURE: Figure = {
  id: 'bundle/size',
  what: 'bundle',
  against: 'a peer <default>',
  unit: '×',
  low: 0.7,
  median: 0.8,
  high: 0.9,
  runs: 5,
  detail: '80 KB : 100 KB',
  better: 'less',
  goal: 0.5,
  noise: 0.01,
};

const MACHINE = {
  cpu: 'a CPU',
  cores: 2,
  memoryGiB: 24,
  system: 'Linux x64',
  node: 'v24.0.0',
  commit: 'abc1234',
  coresInUse: 0.1,
};

const PERFORMANCE: Performance = {
  bundle: {
    machine: MACHINE,
    figures: [FIGURE, { ...FIGURE, id: 'bundle/list', what: 'list', unit: 'ms', goal: 0.8 }],
    tables: [{ title: 'Inside', head: ['package', 'KB'], rows: [['zod', '19.3']] }],
    plots: [
      {
        name: 'performance-skew',
        title: 'Skew & more',
        x: { title: 'shard', labels: ['0', '1'] },
        y: 'orders',
        series: [{ name: 'orders', shape: 'bars', values: [50, 100] }],
      },
    ],
    conditions: ['esbuild 1.2.3'],
  },
};

/** Returns Markdown with the padding of table cells removed. */
const unformatted = (text: string) =>
  text
    .replace(/ +/g, ' ')
    .replace(/-{3,}/g, '---')
    .replace(/\n{2,}/g, '\n\n');

describe('the page', () => {
  it('has each figure with its spread, its goal and whether it is met', () => {
    const rows = page(PERFORMANCE).split('\n');
    expect(rows).toContain(
      '| bundle | a peer <default> | **0.80 ×** [0.70–0.90] | ≤ 0.50 ×: **missed** | 80 KB : 100 KB | 5 |',
    );
    expect(rows).toContain(
      '| list | a peer <default> | **0.80 ms** [0.70–0.90] | ≤ 0.80 ms: met | 80 KB : 100 KB | 5 |',
    );
  });

  it('has a section for each benchmark: tables, plots, machine and conditions', () => {
    const text = page(PERFORMANCE);
    const [, section = ''] = text.split('## Bundle size');
    expect(section).toContain('| zod | 19.3 |');
    expect(section).toContain('![Skew & more](pictures/performance-skew.svg)');
    expect(section).toContain('on 2 × a CPU, 24 GiB, Linux x64, Node.js v24.0.0, commit `abc1234`');
    expect(section).toContain('- esbuild 1.2.3');
    expect(text).not.toContain('## Cold start');
  });

  it('says once what holds several goals', () => {
    const missed = ['synth', 'test-unchanged'].map((name) => ({
      ...FIGURE,
      ...{ id: `commands/${name}`, what: name, against: undefined },
    }));
    const commands = { ...PERFORMANCE.bundle, figures: missed } as Performance[string];
    expect(page({ commands })).toContain('\n- synth; test-unchanged: Nx takes the time');
  });

  it('notes that the machine was busy', () => {
    const { bundle } = PERFORMANCE;
    const busy = { bundle: { ...bundle, machine: { ...MACHINE, coresInUse: 0.6 } } } as Performance;
    expect(page(busy)).toContain('busy machine: preliminary');
    expect(page(PERFORMANCE)).not.toContain('preliminary');
  });

  it('is up to date with the committed results and plots; run npx nx run bench:page', () => {
    const performance = readPerformance();
    const committed = readFileSync(PAGE, 'utf8');
    expect(unformatted(committed)).toBe(unformatted(page(performance)));
    for (const [name, svg] of plots(performance)) {
      expect(readFileSync(plotFile(name), 'utf8')).toBe(svg);
    }
  });
});

describe('a plot', () => {
  const svg = (name: string) => plots(PERFORMANCE).get(name) ?? '';

  it('of bars has proportional heights', () => {
    const heights = [
      ...svg('performance-skew.svg').matchAll(/<rect class="s0" [^>]*height="(\d+)"/g),
    ];
    expect(heights.slice(1).map(([, height]) => Number(height))).toEqual([100, 200]);
  });

  it('of ratios has no figures of other units, and marks a missed goal', () => {
    const ratios = svg('performance-ratios.svg');
    expect([...ratios.matchAll(/<circle class="missed"/g)]).toHaveLength(1);
    expect([...ratios.matchAll(/<circle/g)]).toHaveLength(1);
    expect(ratios).toContain('bundle : a peer &lt;default>');
  });
});
