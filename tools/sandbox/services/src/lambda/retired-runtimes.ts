/** Deprecated runtimes, with which functions can no longer be created or updated. */
const RETIRED = /^nodejs(|4\.3|4\.3-edge|6\.10|8\.10|1[0246]\.x)$/;

/**
 * @param runtime such as `nodejs16.x`.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html#runtimes-deprecated
 */
export function isRetired(runtime: string): boolean {
  return RETIRED.test(runtime);
}
