/** Cases with the same mistakes in their templates share a sandbox. */
import type { FidelityCase } from './fidelity-case';

/** By their mistakes as JSON. */
export function byEdits(
  cases: readonly FidelityCase[],
): ReadonlyMap<string, readonly FidelityCase[]> {
  const groups = new Map<string, FidelityCase[]>();
  for (const each of cases) {
    const edits = JSON.stringify(each.edits ?? []);
    groups.set(edits, [...(groups.get(edits) ?? []), each]);
  }
  return groups;
}

/** The names of cases, to link enforcement points with. */
export function namesOf(cases: readonly { readonly name: string }[]): readonly string[] {
  return cases.map(({ name }) => name);
}
