/**
 * Runs the benchmarks again and fails when a figure is worse than in docs/performance.json by more than
 * noise.
 */
import { command, measureAll, NAMES } from './measured';
import { optionsOf } from './options';
import { readPerformance } from './report/files';
import { comparable, regressions } from './report/regressions';

command(async (args) => {
  const options = optionsOf(args, NAMES);
  const committed = readPerformance();
  const { performance, failures } = await measureAll(options);
  const compared = comparable(committed, performance);
  if (compared === 0 && failures.length === 0) {
    return ['none of these figures is in docs/performance.json: run npx nx run bench:all first'];
  }
  const slower = regressions(committed, performance);
  process.stdout.write(`${compared} figures compared, ${slower.length} became worse\n`);
  return [...failures, ...slower];
});
