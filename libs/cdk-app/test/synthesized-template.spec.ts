import { firstDifference } from './support/synthesized-template';

describe('the difference of two templates', () => {
  it('is empty if they are equal, byte for byte', () => {
    expect(firstDifference('{\n}\n', '{\n}\n')).toBeUndefined();
  });

  it.each([
    [
      'a line',
      '{\n "a": 1\n}',
      '{\n "a": 2\n}',
      String.raw`line 2: nx synth wrote " \"a\": 1", the specs see " \"a\": 2"`,
    ],
    ['more lines', '{\n}', '{\n}\n{', 'line 3: nx synth wrote nothing, the specs see "{"'],
    ['fewer lines', '{\n}\n{', '{\n}', 'line 3: nx synth wrote "{", the specs see nothing'],
    ['an indentation', '{\n a', '{\na', 'line 2: nx synth wrote " a", the specs see "a"'],
    ['an end of line', '{\n', '{', 'line 2: nx synth wrote "", the specs see nothing'],
  ])('is %s', (_what, expected, actual, message) => {
    expect(firstDifference(expected, actual)).toBe(message);
  });
});
