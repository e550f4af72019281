import { comparison } from './comparison';

const samples = (...values: readonly number[]) =>
  values.map((value) => ({ firstAnswer: value, requestsPerSecond: value * 10 }));

it('shows the median and the spread of each checkout, and the ratio of the medians', () => {
  const text = comparison([
    { name: 'this workspace', samples: samples(110, 90, 300) },
    { name: 'main', samples: samples(100, 200, 50) },
  ]);
  expect(text).toBe(
    [
      'start to first 200, ms',
      '  this workspace  median 110  (90 to 300)',
      '  main            median 100  (50 to 200)',
      '  ratio 1.100',
      '',
      'requests/s',
      '  this workspace  median 1100  (900 to 3000)',
      '  main            median 1000  (500 to 2000)',
      '  ratio 1.100',
      '',
    ].join('\n'),
  );
});

it('has no ratio for a single checkout', () => {
  expect(comparison([{ name: 'this workspace', samples: samples(1) }])).not.toContain('ratio');
});
