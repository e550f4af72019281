/**
 * How a `Resource` of a policy compares with the ARN of what is asked for.
 *
 * AWS's pages leave open how far a wildcard reaches: it stands "within the individual segments of an
 * ARN", yet a `*` that ends one "can expand to match beyond the colon boundaries"; S3's page says that it
 * "can't span segments". So an allow takes the narrower reading and a deny the wider one: what is allowed
 * here is allowed by both.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
 */
import type { AccessRequest } from './access-request';
import { policyText } from './policy-text';
import { ARN_PARTS, compileParts, compilePattern, type Pattern } from './wildcard';

export type Reading = 'narrow' | 'wide';

/** Whether a statement names the resource that a request is for. */
export type ResourceMatcher = (resource: string, request: AccessRequest) => boolean;

/**
 * Returns the matcher of one resource. With a variable that has no value it matches nothing.
 *
 * @throws {Error} at a variable that is not known here.
 */
export function resourceMatcher(
  text: string,
  hasVariables: boolean,
  reading: Reading,
): ResourceMatcher {
  const compile = reading === 'wide' ? compilePattern : compileNarrow;
  const written = policyText(text, hasVariables);
  if (written.fixed) return compile(written.fixed.pattern);
  return (value, request) => {
    const resolved = written.resolve(request);
    return resolved !== undefined && compile(resolved.pattern)(value);
  };
}

const COLON = ':'.charCodeAt(0);

/** The end of a shorter text, such as `arn:aws:dynamodb:*`, stands for all parts that it leaves out. */
function compileNarrow(pattern: Pattern): (value: string) => boolean {
  const parts = pattern.filter((unit) => unit === COLON).length + 1;
  return parts === 1 ? compilePattern(pattern) : compileParts(pattern, Math.min(parts, ARN_PARTS));
}
