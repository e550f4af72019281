/**
 * The versions of a secret: each new value is a new version with the staging label `AWSCURRENT`, and the
 * version that had the label before gets `AWSPREVIOUS`.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';

export const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';

/** Secrets Manager removes outdated versions when there are more. */
const MAX_VERSIONS = 100;

export const secretVersionSchema = z.object({
  /** A UUID. */
  id: z.string(),
  value: z.string(),
  /** Milliseconds since the epoch. */
  createdAt: z.number(),
  /** Staging labels; none of a version that is deprecated. */
  stages: z.array(z.string()).readonly(),
});

export type SecretVersion = Readonly<z.output<typeof secretVersionSchema>>;

/** What a caller asks for; the current version where it asks for none. */
export interface VersionSelection {
  readonly id?: string | undefined;
  readonly stage?: string | undefined;
}

/** Returns the versions with one more, the current one; newest first. */
export function withValue(
  versions: readonly SecretVersion[],
  value: string,
): readonly SecretVersion[] {
  const current = { id: randomUUID(), value, createdAt: Date.now(), stages: [CURRENT] };
  const former = versions.map((version) => ({
    ...version,
    stages: version.stages.includes(CURRENT) ? [PREVIOUS] : [],
  }));
  return [current, ...former].slice(0, MAX_VERSIONS);
}

/** Returns the version with an ID, or with a staging label; undefined where there is none. */
export function versionOf(
  versions: readonly SecretVersion[],
  { id, stage = CURRENT }: VersionSelection,
): SecretVersion | undefined {
  return versions.find((version) =>
    id === undefined ? version.stages.includes(stage) : version.id === id,
  );
}

/** Returns the staging labels of each version that has any, by its ID. */
export function stagesById(
  versions: readonly SecretVersion[],
): Readonly<Record<string, readonly string[]>> {
  const labelled = versions.filter(({ stages }) => stages.length > 0);
  return Object.fromEntries(labelled.map(({ id, stages }) => [id, stages]));
}
