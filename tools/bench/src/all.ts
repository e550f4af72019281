/**
 * Measures everything, or the parts that `--only` names, and writes docs/performance.md, its plots and
 * docs/performance.json, which keeps the figures of all other parts.
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
