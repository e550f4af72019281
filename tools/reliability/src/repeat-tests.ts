/**
 * Runs the workspace's tests repeatedly while other processes keep the machine busy, and reports every test
 * that failed in any run: `nx run reliability:repeat-tests`. Fails when a test failed.
 *
 *   --runs=20 number of runs
 *   --load=3              busy processes beside the tests; each uses one core
 *   --projects=a,b        only the tests of these projects
 *
 * The output of failed runs is in `dist/reliability/repeat-tests/`.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { BusyProcesses } from './repeat-tests/busy-processes';
import { failuresIn } from './repeat-tests/failures';
import { readOptions } from './repeat-tests/options';
import { runTests } from './repeat-tests/run-tests';

const WORKSPACE_ROOT = resolve(__dirname, '../../..');
const LOGS = join(WORKSPACE_ROOT, 'dist/reliability/repeat-tests');

async function main(): Promise<void> {
  const { runs, load, projects } = readOptions(process.argv.slice(2));
  rmSync(LOGS, { recursive: true, force: true });
  mkdirSync(LOGS, { recursive: true });
  const ended = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => ended.abort());
  }
  const isEnded = () => ended.signal.aborted;
  const busy = new BusyProcesses(load);
  const failedRuns = new Map<string, number>();
  let passed = 0;
  try {
    for (let run = 1; run <= runs && !isEnded(); run += 1) {
      const { isPassed, seconds, output } = await runTests(WORKSPACE_ROOT, projects, ended.signal);
      if (isEnded()) break;
      const failures = isPassed ? [] : failuresIn(output);
      for (const failure of failures) failedRuns.set(failure, (failedRuns.get(failure) ?? 0) + 1);
      if (isPassed) passed += 1;
      else writeFileSync(join(LOGS, `run-${run}.log`), output);
      const outcome = isPassed ? 'passed' : 'FAILED';
      const lines = [`${`${run}/${runs}`.padStart(7)}  ${outcome}  ${seconds.toFixed(1)} s`];
      process.stdout.write([...lines, ...failures].join('\n         ') + '\n');
    }
  } finally {
    busy.end();
  }
  process.stdout.write(`\n${passed} of ${runs} runs passed, beside ${load} busy processes\n`);
  for (const [failure, count] of failedRuns) process.stdout.write(`${count} ×  ${failure}\n`);
  if (passed === runs) return;
  process.stdout.write(`Output of failed runs: ${relative(WORKSPACE_ROOT, LOGS)}\n`);
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
