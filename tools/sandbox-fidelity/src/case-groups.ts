/** Cases with the same changes of their templates share a sandbox. */
import type { FidelityCase, TemplateEdit } from './fidelity-case';

/** All changes of a case's templates: the mistakes come last. */
export function editsOf({ given = [], edits = [] }: FidelityCase): readonly TemplateEdit[] {
  return [...given, ...edits];
}

/** By their changes as JSON. */
export function byEdits(
  cases: readonly FidelityCase[],
): ReadonlyMap<string, readonly FidelityCase[]> {
  const groups = new Map<string, FidelityCase[]>();
  for (const each of cases) {
    const edits = JSON.stringify(editsOf(each));
    groups.set(edits, [...(groups.get(edits) ?? []), each]);
  }
  return groups;
}

/** The names of cases, to link enforcement points with. */
export function namesOf(cases: readonly { readonly name: string }[]): readonly string[] {
  return cases.map(({ name }) => name);
}
