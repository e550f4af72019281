/** Whether stacks can stand beside each other: an account is in one Region here, and names its stacks. */
import type { StackArtifact } from '@sandbox/engine/assembly';

/** A stack that can't stand where it is to be deployed; the message names both sides. */
export class PlacementError extends Error {
  override readonly name = 'PlacementError';
}

/**
 * Makes sure that the stacks of assemblies that start together have a place of their own.
 *
 * @throws {PlacementError} at two stacks of one name, and at an account in two Regions.
 */
export function assertPlacement(artifacts: readonly StackArtifact[]): void {
  const regions = new Map<string, StackArtifact>();
  const places = new Set<string>();
  for (const artifact of artifacts) {
    const { name, account, region } = artifact;
    const first = regions.get(account) ?? artifact;
    if (first.region !== region) throw inTwoRegions(artifact, first.region, `stack ${first.name}`);
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

/** Returns the error about a stack in another Region than its account is. */
export function inTwoRegions(
  { name, account, region }: Pick<StackArtifact, 'name' | 'account' | 'region'>,
  other: string,
  what: string,
): PlacementError {
  return new PlacementError(
    `stack ${name} is in ${region}, and ${what} of account ${account} in ${other}: the sandbox supports ` +
      'one Region per account',
  );
}

/** Returns where the stacks of an assembly are that leave their account or Region open, in a line each. */
export function openEnvironments(artifacts: readonly StackArtifact[]): readonly string[] {
  return artifacts
    .filter(({ isEnvironmentAgnostic }) => isEnvironmentAgnostic)
    .map(
      ({ name, account, region }) =>
        `${name} is environment-agnostic: it runs in account ${account}, Region ${region}`,
    );
}
