/** Reads the Markdown pages of this repository, and the files that they may link to. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Repository } from './links';
import { parsePage } from './markdown-page';

/** A repository with the text of its Markdown pages, by their path from the root. */
export interface SourceRepository extends Repository {
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Returns all files that git tracks or would add, and the Markdown pages among them.
 * @param root the working tree's folder
 */
export function readRepository(root: string): SourceRepository {
  const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  // git also lists deleted files until the deletion is committed.
  const files = listed.split('\0').filter((file) => file && existsSync(path.join(root, file)));
  const sources = files
    .filter((file) => file.endsWith('.md'))
    .map((file) => [file, readFileSync(path.join(root, file), 'utf8')] as const);
  const pages = sources.map(([file, source]) => [file, parsePage(source)] as const);
  return { files: new Set(files), pages: new Map(pages), sources: new Map(sources) };
}
