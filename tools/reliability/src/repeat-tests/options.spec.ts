import { readOptions } from './options';

describe('the options of repeat-tests', () => {
  it('default to twenty runs with three busy processes', () => {
    expect(readOptions([])).toEqual({ runs: 20, load: 3, projects: [] });
  });

  it('can be set', () => {
    const args = ['--runs=2', '--load=0', '--projects=sandbox,bench'];
    expect(readOptions(args)).toEqual({ runs: 2, load: 0, projects: ['sandbox', 'bench'] });
  });

  it.each([
    ['--runs=0', "--runs must be a whole number, at least 1, got '0'"],
    ['--runs=many', "--runs must be a whole number, at least 1, got 'many'"],
    ['--load=-1', "--load must be a whole number, at least 0, got '-1'"],
    ['--project=bench', "Unknown option '--project'"],
    ['bench', "Unexpected argument 'bench'"],
  ])('reject %s', (arg, message) => {
    expect(() => readOptions([arg])).toThrow(message);
  });
});
