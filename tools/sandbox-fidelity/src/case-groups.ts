/** Groups cases by their template edits: cases with the same edits share a sandbox. */
import type { FidelityCase, TemplateEdit } from './fidelity-case';

/** Returns all template edits of a case, with the mistakes last. */
export function editsOf({ given = [], edits = [] }: FidelityCase): readonly TemplateEdit[] {
  return [...given, ...edits];
}

/** Returns the cases by their edits, as JSON. */
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

/** Returns the names of cases, which link them to enforcement points. */
export function namesOf(cases: readonly { readonly name: string }[]): readonly string[] {
  return cases.map(({ name }) => name);
}
