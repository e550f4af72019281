/**
 * Matches a policy's `Resource` with the ARN of a request.
 *
 * AWS's documentation is ambiguous about wildcards: they are "within the individual segments of an ARN", yet a
 * `*` at the end "can expand to match beyond the colon boundaries"; S3's page says that it "can't span segments".
 * So an allow is interpreted narrowly and a deny widely, so that a request that is allowed here is allowed in AWS.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
 */
import type { AccessRequest } from './access-request';
import { textMatcher } from './policy-text';
import { ARN_PARTS, compileParts, compilePattern, type Pattern } from './wildcard';

export type Reading = 'narrow' | 'wide';

/** Returns whether a statement applies to the resource of a request. */
export type ResourceMatcher = (resource: string, request: AccessRequest) => boolean;

/**
 * Returns the matcher of one resource. With a variable without a value, it matches nothing.
 *
 * @throws {Error} for an unsupported variable.
 */
export function resourceMatcher(
  text: string,
  hasVariables: boolean,
  reading: Reading,
): ResourceMatcher {
  const compile = reading === 'wide' ? compilePattern : compileNarrow;
  return textMatcher(text, hasVariables, ({ pattern }) => compile(pattern));
}

const COLON = ':'.charCodeAt(0);

/** The last part of a shorter pattern, such as `arn:aws:dynamodb:*`, matches all missing parts. */
function compileNarrow(pattern: Pattern): (value: string) => boolean {
  const parts = pattern.filter((unit) => unit === COLON).length + 1;
  return parts === 1 ? compilePattern(pattern) : compileParts(pattern, Math.min(parts, ARN_PARTS));
}
