import { functionSelection, UnknownFunctionError } from './function-selection';

const known = [
  { service: 'food', name: 'place-order' },
  { service: 'food', name: 'get-order' },
  { service: 'beverage', name: 'place-order' },
];

describe('a selection of functions', () => {
  it.each([
    [['all'], [0, 1, 2]],
    [['food'], [0, 1]],
    [['food:place-order'], [0]],
    [
      ['beverage', 'food:get-order'],
      [1, 2],
    ],
  ])('%j selects number %j', (wanted, meant) => {
    const isSelected = functionSelection(wanted, known);
    expect(known.filter(isSelected)).toEqual(meant.map((index) => known[index]));
  });

  it.each(['fod', 'place-order', 'food:', 'food:place', '', 'dessert:place-order'])(
    'rejects %j with the known names',
    (name) => {
      expect(() => functionSelection(['food', name], known)).toThrow(
        new UnknownFunctionError(
          `unknown function ${JSON.stringify(name)}; the functions are\n  beverage:place-order\n` +
            '  food:get-order\n  food:place-order',
        ),
      );
    },
  );
});
