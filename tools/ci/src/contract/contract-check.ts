/** Compares a service's OpenAPI document with the one before a change. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { GitRepository } from '../git';
import { breakingChanges } from './breaking-changes';
import { parseOpenApi } from './openapi';

/** The compared documents: a service's current document, and the one at the start of the change. */
export interface ContractCheck {
  readonly repository: GitRepository;
  /** Folder of the app, relative to the repository's root, such as `apps/food-service`. */
  readonly app: string;
  /** A branch or commit, such as `origin/main`. */
  readonly base: string;
}

/** The result, as lines of text. */
export interface ContractReport {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

/**
 * Compares the documents. Breaking changes are permitted when the major version (`info.version`) is raised,
 * which declares that callers have to change.
 * @throws GitError when the base is not in this clone
 * @throws Error when a document is not an OpenAPI 3.1 document
 */
export function checkContract({ repository, app, base }: ContractCheck): ContractReport {
  const file = `${app}/contract/openapi.json`;
  const start = repository.startOfChange(base);
  const since = `${base} (${start.slice(0, 7)})`;
  const earlier = repository.fileAt(start, file);
  const text = readFileSync(path.join(repository.root, file), 'utf8');
  const now = parseOpenApi(text, file);
  if (earlier === undefined) {
    return {
      ok: true,
      lines: [`${file} is new since ${since}: there is no earlier version to compare it with.`],
    };
  }
  const before = parseOpenApi(earlier, `${start.slice(0, 7)}:${file}`);
  const breaks = breakingChanges(before, now);
  if (breaks.length === 0) {
    return { ok: true, lines: [`${file} is compatible with the callers of ${since}.`] };
  }
  const raised = majorOf(now.info.version) > majorOf(before.info.version);
  const versions = `${before.info.version} to ${now.info.version}`;
  return {
    ok: raised,
    lines: [
      `${file} breaks callers of ${since}:`,
      ...breaks.map((one) => `  ${one.at}: ${one.problem} (compatible: ${one.compatible})`),
      raised
        ? `Permitted, because the major version was raised from ${versions}.`
        : `Make a compatible change. To break callers on purpose, raise the major version of the ` +
          `service, which is ${now.info.version} (\`version\` in ${app}/src/service.ts).`,
    ],
  };
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}
