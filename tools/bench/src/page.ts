/** Writes docs/performance.md and its plots anew from docs/performance.json, without measuring. */
import { command } from './measured';
import { readPerformance, writePerformance } from './report/files';

command(async () => {
  await writePerformance(readPerformance());
  return [];
});
