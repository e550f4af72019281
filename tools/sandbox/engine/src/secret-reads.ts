/** The reads of Secrets Manager during a synthesis, which templates record. */
import { z } from 'zod';
import type { StackArtifact } from './assembly';

/** A secret that a stack was synthesized with, and its value then. */
export interface SecretRead {
  readonly stackName: string;
  /** The account of the stack, whose administrator read the secret: twelve digits. */
  readonly account: string;
  readonly secretArn: string;
  readonly value: string;
}

/** The metadata of a template with the values of secrets, by ARN. */
const SECRETS_READ = 'cross-account:secrets-read';

const metadataSchema = z.object({
  [SECRETS_READ]: z.record(z.string(), z.string()).default({}),
});

/** Returns the secrets that a stack was synthesized with; none if its template lists none. */
export function secretReads({
  name: stackName,
  account,
  template,
}: Pick<StackArtifact, 'name' | 'account' | 'template'>): readonly SecretRead[] {
  const { data } = metadataSchema.safeParse(template['Metadata'] ?? {});
  return Object.entries(data?.[SECRETS_READ] ?? {}).map(([secretArn, value]) => ({
    ...{ stackName, account, secretArn, value },
  }));
}
