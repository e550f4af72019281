/** The committed files: `docs/performance.json`, its page and its plots. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace';
import { PLOTS } from './page';
import { performanceSchema, type Performance } from './result';

const DOCS = join(workspaceRoot, 'docs');
export const DATA = join(DOCS, 'performance.json');
export const PAGE = join(DOCS, 'performance.md');

/**
 * Returns the committed results, or none when there is no file yet.
 *
 * @throws {Error} when the file does not match the schema
 */
export function readPerformance(): Performance {
  if (!existsSync(DATA)) return {};
  return performanceSchema.parse(JSON.parse(readFileSync(DATA, 'utf8')));
}

/** Returns the path of a plot. */
export function plotFile(name: string): string {
  return join(DOCS, PLOTS, name);
}
