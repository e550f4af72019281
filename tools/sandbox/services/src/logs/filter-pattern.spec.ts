import { filterPattern } from './filter-pattern';

const messages = ['ERROR in food', 'ERROR in beverage', 'WARN in food', 'all "well"'];

describe('a filter pattern', () => {
  it.each([
    ['', messages],
    ['ERROR', ['ERROR in food', 'ERROR in beverage']],
    ['error', []],
    ['ERROR food', ['ERROR in food']],
    ['"in food"', ['ERROR in food', 'WARN in food']],
    ['ERROR -food', ['ERROR in beverage']],
    ['-ERROR', ['WARN in food', 'all "well"']],
    ['?WARN ?beverage', ['ERROR in beverage', 'WARN in food']],
    ['-"in food" -beverage', ['all "well"']],
    ['"\\"well\\""', ['all "well"']],
  ])('%j matches what contains its terms', (pattern, expected) => {
    expect(messages.filter(filterPattern(pattern))).toEqual(expected);
  });

  it.each([
    ['{ $.level = "ERROR" }', 'the sandbox supports terms only'],
    ['[ip, user]', 'the sandbox supports terms only'],
    ['%ERR%', 'the sandbox supports terms only'],
    ['a/b', "Invalid character(s) in term 'a/b'"],
    ['"open', 'Invalid filter pattern: "open'],
  ])('%j is rejected', (pattern, says) => {
    expect(() => filterPattern(pattern)).toThrow(says);
  });
});
