/** The deployment order of several assemblies' stacks: each after the exports that it imports. */
import type { StackArtifact } from './assembly';

type Assembly = readonly StackArtifact[];

/**
 * Returns sequences of stacks that can be deployed in parallel: one per assembly, or a single one if one imports
 * from another. Only literal export names are considered.
 *
 * @param assemblies each in the order of its dependencies, which is kept.
 */
export function importOrder(assemblies: readonly Assembly[]): readonly Assembly[] {
  const stacks = assemblies.flat();
  const needed = (importer: StackArtifact) =>
    importsOf(importer.template).flatMap((name) =>
      stacks.filter((stack) => isInSamePlace(stack, importer) && exportsOf(stack).includes(name)),
    );
  const crosses = assemblies.some((assembly) =>
    assembly.some((artifact) => needed(artifact).some((exporter) => !assembly.includes(exporter))),
  );
  if (!crosses) return assemblies;
  const ordered = new Set<StackArtifact>();
  const visited = new Set<StackArtifact>();
  const visit = (artifact: StackArtifact): void => {
    if (visited.has(artifact)) return;
    visited.add(artifact);
    const own = assemblies.find((assembly) => assembly.includes(artifact)) ?? [];
    own.slice(0, own.indexOf(artifact)).forEach(visit);
    needed(artifact).forEach(visit);
    ordered.add(artifact);
  };
  stacks.forEach(visit);
  return [[...ordered]];
}

/** Exports are unique in an account and Region. */
function isInSamePlace(one: StackArtifact, other: StackArtifact): boolean {
  return one.account === other.account && one.region === other.region;
}

/** Returns the names of a stack's exports; a name may be an intrinsic function. */
function exportsOf({ template }: StackArtifact): readonly unknown[] {
  return Object.values(template.Outputs ?? {}).map(({ Export: exported }) => exported?.Name);
}

/** Returns the names of all imports in a value; a name may be an intrinsic function. */
function importsOf(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
    key === 'Fn::ImportValue' ? [item] : importsOf(item),
  );
}
