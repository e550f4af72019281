/** The committed files: `docs/performance.json`, its page and its plots. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { workspaceRoot } from '../workspace';
import { PLOTS, page, plots } from './page';
import { performanceSchema, type Performance } from './result';

const DOCS = join(workspaceRoot, 'docs');
const DATA = join(DOCS, 'performance.json');
const PAGE = join(DOCS, 'performance.md');

/** Returns what is committed; nothing where there is no file yet. @throws {Error} at a file of another form */
export function readPerformance(): Performance {
  if (!existsSync(DATA)) return {};
  return performanceSchema.parse(JSON.parse(readFileSync(DATA, 'utf8')));
}

/** Returns the files by their paths, as they have to be for some results. */
export async function filesOf(performance: Performance): Promise<ReadonlyMap<string, string>> {
  const drawn = [...plots(performance)].map(([name, svg]): [string, string] => [
    join(DOCS, PLOTS, name),
    svg,
  ]);
  return new Map([
    [DATA, await format(JSON.stringify(performance), { parser: 'json', printWidth: 100 })],
    [PAGE, await page(performance)],
    ...drawn,
  ]);
}

export async function writePerformance(performance: Performance): Promise<void> {
  mkdirSync(join(DOCS, PLOTS), { recursive: true });
  for (const [file, text] of await filesOf(performance)) writeFileSync(file, text);
}
