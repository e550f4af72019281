import { figureOf, ratioFigure, reaches, shown } from './statistics';

const PROPS = { id: 'start', what: 'start', against: 'a peer' };

describe('a ratio', () => {
  it('is the median of the ratios of the rounds, not the ratio of the medians', () => {
    const samples = { own: [10, 200, 30, 44], other: [20, 100, 60, 40], unit: 'ms' };
    expect(ratioFigure({ ...PROPS, goal: 0.8 }, samples)).toEqual({
      ...PROPS,
      goal: 0.8,
      unit: '×',
      low: 0.5,
      median: 0.5,
      high: 1.1,
      runs: 4,
      detail: '30 ms : 40 ms',
      better: 'less',
      noise: 0.1,
    });
  });

  it.each([
    [[1, 2], [1]],
    [[], []],
  ])('ignores incomplete rounds', (own, other) => {
    expect(() => ratioFigure(PROPS, { own, other, unit: 'ms' })).toThrow('start: ');
  });
});

it('a figure without a peer has the median and the quartiles, with four digits', () => {
  const figure = figureOf({ ...PROPS, noise: 0.01 }, [5.123456, 1, 9, 3, 7], 's');
  expect(figure).toMatchObject({ low: 3, median: 5.123, high: 7, runs: 5, unit: 's', noise: 0.01 });
});

it.each([
  ['less', 1, 1, true],
  ['less', 1.01, 1, false],
  ['more', 1, 1, true],
  ['more', 0.99, 1, false],
  ['more', 5, undefined, undefined],
] as const)(
  'a figure where %s is better, with the value %d, reaches the goal %d: %s',
  (better, value, goal, expected) => {
    const props = goal === undefined ? PROPS : { ...PROPS, goal };
    expect(reaches(figureOf({ ...props, better }, [value], 's'))).toBe(expected);
  },
);

it.each([
  [1234.5, 'req/s', '1,235 req/s'],
  [61.25, 'ms', '61.3 ms'],
  [0.714, '×', '0.71 ×'],
  [80, 'KB', '80 KB'],
  [4, '', '4'],
])('%d in "%s" is shown as %s', (value, unit, expected) => {
  expect(shown(value, unit)).toBe(expected);
});
