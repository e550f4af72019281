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

/** The maximum number of versions, above which Secrets Manager removes deprecated ones. */
const MAX_VERSIONS = 100;

export const secretVersionSchema = z.object({
  /** A UUID. */
  id: z.string(),
  value: z.string(),
  /** Milliseconds since the epoch. */
  createdAt: z.number(),
  /** The staging labels; a deprecated version has none. */
  stages: z.array(z.string()).readonly(),
});

export type SecretVersion = Readonly<z.output<typeof secretVersionSchema>>;

/** The requested version; without members, the current one. */
export interface VersionSelection {
  readonly id?: string | undefined;
  readonly stage?: string | undefined;
}

/** Returns the versions with a new current one; newest first. */
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

/** Returns the version with an ID, or with a staging label; undefined if there is none. */
export function versionOf(
  versions: readonly SecretVersion[],
  { id, stage = CURRENT }: VersionSelection,
): SecretVersion | undefined {
  return versions.find((version) =>
    id === undefined ? version.stages.includes(stage) : version.id === id,
  );
}

/** Returns the staging labels of the versions with labels, by version ID. */
export function stagesById(
  versions: readonly SecretVersion[],
): Readonly<Record<string, readonly string[]>> {
  const labelled = versions.filter(({ stages }) => stages.length > 0);
  return Object.fromEntries(labelled.map(({ id, stages }) => [id, stages]));
}
