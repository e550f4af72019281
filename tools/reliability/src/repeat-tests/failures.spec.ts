import { failuresIn } from './failures';

const JEST = `
> nx run sandbox:test

\u001b[0m\u001b[7m\u001b[31m FAIL \u001b[39m sandbox src/request/trace.spec.ts (5.2 s)
  a trace
    ✓ has a request
    ✕ names what refused (12 ms)

  ● a trace › names what refused

    expect(received).toBe(expected)

      ● not a heading: it is further in

PASS sandbox src/index.spec.ts
Summary of all failing tests
FAIL sandbox src/request/trace.spec.ts (5.2 s)
  ● a trace › names what refused
`;

const NX = `
 NX   Ran target test for 12 projects

Failed tasks:

- sandbox:test
- bench:test
`;

describe('the failures of a test run', () => {
  it('are the failed tests, each once, by project and file', () => {
    expect(failuresIn(JEST)).toEqual([
      'sandbox  src/request/trace.spec.ts › a trace › names what refused',
    ]);
  });

  it('are the failed tasks if no test failed', () => {
    expect(failuresIn(JEST + NX)).toEqual([
      'sandbox  src/request/trace.spec.ts › a trace › names what refused',
      'bench:test failed',
    ]);
  });

  it('are never empty', () => {
    expect(failuresIn('Killed')).toEqual(['the run failed before a task did']);
  });
});
