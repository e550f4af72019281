/** Writes the committed files, formatted with the repository's Prettier configuration. */
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { DATA, PAGE, plotFile } from './files';
import { page, plots } from './page';
import type { Performance } from './result';

export async function writePerformance(performance: Performance): Promise<void> {
  const sorted = Object.entries(performance).sort(([one], [other]) => (one < other ? -1 : 1));
  const json = JSON.stringify(Object.fromEntries(sorted));
  writeFileSync(DATA, await format(json, { parser: 'json', printWidth: 100 }));
  writeFileSync(PAGE, await format(page(performance), { parser: 'markdown', printWidth: 100 }));
  for (const [name, svg] of plots(performance)) writeFileSync(plotFile(name), svg);
}
