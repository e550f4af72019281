/** Holds a service's OpenAPI document against the one before a change. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { GitRepository } from '../git';
import { breakingChanges } from './breaking-changes';
import { parseOpenApi } from './openapi';

/** What is compared: a service's document now, with that where the change started. */
export interface ContractCheck {
  readonly repository: GitRepository;
  /** Folder of the app from the repository's root, such as `apps/food-service`. */
  readonly app: string;
  /** A branch or commit, such as `origin/main`. */
  readonly base: string;
}

/** What was found, line by line, for a person. */
export interface ContractReport {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

/**
 * Compares the documents. Breaks are let through where the major version (`info.version`) is raised:
 * then somebody wrote down that callers have to change.
 * @throws GitError when the base is not known here
 * @throws Error when a document is no OpenAPI 3.1 document
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
