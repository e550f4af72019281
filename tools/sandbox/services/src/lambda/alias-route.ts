/**
 * Where an alias leads: to one version, or to two of which the second gets a part of the invocations.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
 */

export interface AliasRoute {
  readonly version: string;
  /** @default all invocations are of the version */
  readonly additional?: AdditionalVersion | undefined;
}

export interface AdditionalVersion {
  readonly version: string;
  /** The part of the invocations that it gets, from 0 to 1. */
  readonly weight: number;
}

/** Returns the versions that a route leads to. */
export function versionsOf({ version, additional }: AliasRoute): readonly string[] {
  return additional === undefined ? [version] : [version, additional.version];
}

/**
 * Returns the version of one invocation.
 *
 * @param share from 0 up to, but not including, 1: which part of all invocations it stands for.
 */
export function versionFor({ version, additional }: AliasRoute, share: number): string {
  return additional !== undefined && share < additional.weight ? additional.version : version;
}
