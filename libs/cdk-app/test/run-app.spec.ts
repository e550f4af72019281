import { ConfigurationError } from '@cross-account/stages';
import { runApp } from '../src/run-app';

describe('runApp', () => {
  afterEach(() => {
    process.exitCode = undefined;
    jest.restoreAllMocks();
  });

  it('prints a configuration error on one line and exits with 1', async () => {
    const print = jest.spyOn(console, 'error').mockReturnValue();
    runApp(() => Promise.reject(new ConfigurationError('stages.ts: account is missing')));
    await new Promise((resolve) => setImmediate(resolve));
    expect(print.mock.calls).toEqual([['error: stages.ts: account is missing']]);
    expect(process.exitCode).toBe(1);
  });

  it('prints each of several problems on a separate line', async () => {
    const print = jest.spyOn(console, 'error').mockReturnValue();
    runApp(() => Promise.reject(new ConfigurationError('account is missing\ndomain is missing')));
    await new Promise((resolve) => setImmediate(resolve));
    expect(print.mock.calls).toEqual([['error: account is missing'], ['error: domain is missing']]);
  });
});
