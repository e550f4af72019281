/** The version of a function's runtime in Lambda's logs. */
import { stableHex } from '@sandbox/kernel/identifiers';
import type { RuntimeVersion } from '../logs/system-log';

/**
 * Returns the version of a runtime; its number is always 1, since this machine has only one build.
 *
 * @param runtime such as `nodejs22.x`.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html
 */
export function runtimeVersion(runtime: string, region: string): RuntimeVersion {
  const name = `${runtime.replace(/^nodejs(\d+)\.x$/, 'nodejs:$1')}.v1`;
  return { name, arn: `arn:aws:lambda:${region}::runtime:${stableHex(64, name)}` };
}
