/** Writes docs/performance.md and its plots anew from docs/performance.json, without measuring. */
import { command } from './measured';
import { readPerformance } from './report/files';
import { writePerformance } from './report/write-files';

command(async () => {
  await writePerformance(readPerformance());
  return [];
});
