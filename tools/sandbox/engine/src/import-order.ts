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
  const exporters = exportersOf(assemblies);
  const needed = (artifact: StackArtifact) =>
    importsOf(artifact.template).flatMap((name) => exporters.get(place(artifact, name)) ?? []);
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
  assemblies.flat().forEach(visit);
  return [[...ordered]];
}

function exportersOf(assemblies: readonly Assembly[]): ReadonlyMap<string, StackArtifact> {
  return new Map(
    assemblies.flat().flatMap((artifact) =>
      Object.values(artifact.template.Outputs ?? {}).flatMap(({ Export: exported }) => {
        const name = exported?.Name;
        return typeof name === 'string' ? [[place(artifact, name), artifact] as const] : [];
      }),
    ),
  );
}

/** Exports are unique in an account and Region. */
function place({ account, region }: StackArtifact, exportName: string): string {
  return `${account}/${region}/${exportName}`;
}

function importsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(importsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
    key === 'Fn::ImportValue' && typeof item === 'string' ? [item] : importsOf(item),
  );
}
