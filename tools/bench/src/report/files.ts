/** The committed files: `docs/performance.json`, its page and its plots. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace';
import { PLOTS } from './page';
import { performanceSchema, type Performance } from './result';

const DOCS = join(workspaceRoot, 'docs');
export const DATA = join(DOCS, 'performance.json');
export const PAGE = join(DOCS, 'performance.md');

/** Returns what is committed; nothing where there is no file yet. @throws {Error} at a file of another form */
export function readPerformance(): Performance {
  if (!existsSync(DATA)) return {};
  return performanceSchema.parse(JSON.parse(readFileSync(DATA, 'utf8')));
}

/** Where a plot is. */
export function plotFile(name: string): string {
  return join(DOCS, PLOTS, name);
}
