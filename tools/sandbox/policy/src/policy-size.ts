/** The size limits of policies. */

interface Limit {
  readonly max: number;
  readonly countsWhiteSpace: boolean;
  /** The documentation of the limit. */
  readonly source: string;
}

const IAM_QUOTAS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html';

/** The default quotas of an account, in characters. */
const limits = {
  "a role's inline policies together": { max: 10_240, countsWhiteSpace: false, source: IAM_QUOTAS },
  'a managed policy': { max: 6_144, countsWhiteSpace: false, source: IAM_QUOTAS },
  'a role trust policy': { max: 2_048, countsWhiteSpace: false, source: IAM_QUOTAS },
  "an API's resource policy": {
    max: 8_192,
    countsWhiteSpace: true,
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  },
  "a secret's resource policy": {
    max: 20_480,
    countsWhiteSpace: true,
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html',
  },
  'a key policy': {
    max: 32_768,
    countsWhiteSpace: true,
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html',
  },
  'a VPC endpoint policy': {
    max: 20_480,
    countsWhiteSpace: true,
    source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html',
  },
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitedPolicy = keyof typeof limits;

/**
 * Asserts that policies are within their size limit.
 *
 * @param documents of one policy, or of all policies that share a limit.
 * @param where the location in the error, such as a construct path.
 * @throws {Error} with length and limit, when they are too long.
 */
export function assertSize(
  kind: LimitedPolicy,
  where: string,
  documents: readonly unknown[],
): void {
  const { max, countsWhiteSpace, source } = limits[kind];
  const texts = documents.map((document) => JSON.stringify(document));
  const counted = countsWhiteSpace ? texts : texts.map((text) => text.replace(/\s/g, ''));
  const length = counted.reduce((sum, text) => sum + text.length, 0);
  if (length <= max) return;
  throw new Error(
    `${where}: ${kind} may have at most ${max} characters, got ${length} (${source})`,
  );
}
