/**
 * Runs all benchmarks, or those that `--only` names, and writes docs/performance.md, its plots and
 * docs/performance.json. The figures of benchmarks that did not run are kept.
 */
import { command, measureAll, NAMES } from './measured';
import { optionsOf } from './options';
import { readPerformance } from './report/files';
import { writePerformance } from './report/write-files';

command(async (args) => {
  const options = optionsOf(args, NAMES);
  const before = readPerformance();
  const { failures } = await measureAll(options, (performance) =>
    writePerformance({ ...before, ...performance }),
  );
  return failures;
});
