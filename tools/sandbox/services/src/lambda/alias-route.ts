/**
 * The versions of an alias: one, or two of which the second receives a part of the invocations.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
 */

export interface AliasRoute {
  readonly version: string;
  /** @default the version receives all invocations */
  readonly additional?: AdditionalVersion | undefined;
}

export interface AdditionalVersion {
  readonly version: string;
  /** The part of the invocations that it receives, from 0 to 1. */
  readonly weight: number;
}

/** Returns the versions of a route. */
export function versionsOf({ version, additional }: AliasRoute): readonly string[] {
  return additional === undefined ? [version] : [version, additional.version];
}

/**
 * Returns the version of one invocation.
 *
 * @param share from 0 up to, but not including, 1; compared with the weight.
 */
export function versionFor({ version, additional }: AliasRoute, share: number): string {
  return additional !== undefined && share < additional.weight ? additional.version : version;
}
