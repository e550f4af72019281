/** The build of a function's runtime, as Lambda calls it in a log. */
import { stableHex } from '@sandbox/kernel/identifiers';
import type { RuntimeVersion } from '../logs/system-log';

/**
 * Returns the build that stands for all builds of a runtime, since this machine has one: its number is 1.
 *
 * @param runtime such as `nodejs22.x`.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html
 */
export function runtimeVersion(runtime: string, region: string): RuntimeVersion {
  const name = `${runtime.replace(/^nodejs(\d+)\.x$/, 'nodejs:$1')}.v1`;
  return { name, arn: `arn:aws:lambda:${region}::runtime:${stableHex(64, name)}` };
}
