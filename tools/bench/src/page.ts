/** Writes docs/performance.md and its plots from docs/performance.json, without running benchmarks. */
import { command } from './measured';
import { readPerformance } from './report/files';
import { writePerformance } from './report/write-files';

command(async () => {
  await writePerformance(readPerformance());
  return [];
});
