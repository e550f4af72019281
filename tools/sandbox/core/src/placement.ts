/** Checks the accounts, Regions and names of stacks: an account has one Region here, and unique stack names. */
import type { StackArtifact } from '@sandbox/engine/assembly';

/** Thrown if a stack conflicts with another one's name or Region; the message names both. */
export class PlacementError extends Error {
  override readonly name = 'PlacementError';
}

/**
 * Asserts that no stacks of assemblies that start together conflict.
 *
 * @throws {PlacementError} for two stacks with one name in an account, and for an account in two Regions.
 */
export function assertPlacement(artifacts: readonly StackArtifact[]): void {
  const regions = new Map<string, StackArtifact>();
  const places = new Set<string>();
  for (const artifact of artifacts) {
    const { name, account, region } = artifact;
    const first = regions.get(account) ?? artifact;
    if (first.region !== region)
      throw regionConflict(artifact, first.region, `stack ${first.name}`);
    regions.set(account, first);
    const place = `${account}/${name}`;
    if (places.has(place)) {
      throw new PlacementError(
        `account ${account} would contain two stacks called ${name}; change the stackName of one, or ` +
          'the account in its env',
      );
    }
    places.add(place);
  }
}

/** Returns the error for a stack whose account is in another Region. */
export function regionConflict(
  { name, account, region }: Pick<StackArtifact, 'name' | 'account' | 'region'>,
  other: string,
  what: string,
): PlacementError {
  return new PlacementError(
    `stack ${name} is in ${region}, and ${what} of account ${account} in ${other}: the sandbox supports ` +
      'one Region per account',
  );
}

/** Returns a line for each environment-agnostic stack, with the account and Region that it runs in. */
export function openEnvironments(artifacts: readonly StackArtifact[]): readonly string[] {
  return artifacts
    .filter(({ isEnvironmentAgnostic }) => isEnvironmentAgnostic)
    .map(
      ({ name, account, region }) =>
        `${name} is environment-agnostic: it runs in account ${account}, Region ${region}`,
    );
}
