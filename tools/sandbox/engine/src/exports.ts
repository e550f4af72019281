/**
 * The exports of the stacks in an account and Region. An export that is imported can be neither deleted nor
 * changed.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 */
import type { DeployedStack } from './deployed-stack';
import type { StackOutput } from './stack-state';

/** An export with the names of the stacks that import it. */
export interface ImportedExport {
  readonly name: string;
  readonly stacks: readonly string[];
}

/** Returns the values of all exports by name. */
export function exportsOf(stacks: readonly DeployedStack[]): ReadonlyMap<string, string> {
  return new Map(
    stacks.flatMap(({ outputs }) =>
      [...outputs.values()].flatMap(({ exportName, value }) =>
        exportName === undefined ? [] : [[exportName, value] as const],
      ),
    ),
  );
}

/** Returns the exports of a stack that others import. */
export function importersOf(
  stack: DeployedStack,
  stacks: readonly DeployedStack[],
): readonly ImportedExport[] {
  return [...exportsOf([stack]).keys()]
    .map((name) => ({
      name,
      stacks: stacks
        .filter((other) => other !== stack && other.imports.includes(name))
        .map((other) => other.name),
    }))
    .filter((imported) => imported.stacks.length > 0);
}

/** @throws {Error} when the outputs would delete or change an imported export, or duplicate another stack's. */
export function assertExports(
  stack: DeployedStack,
  outputs: Readonly<Record<string, StackOutput>>,
  others: readonly DeployedStack[],
): void {
  const before = exportsOf([stack]);
  const after = new Map(Object.values(outputs).map(({ exportName, value }) => [exportName, value]));
  for (const { name, stacks } of importersOf(stack, others)) {
    const users = stacks.join(', ');
    if (!after.has(name)) {
      throw new Error(`Export ${name} cannot be deleted as it is in use by ${users}`);
    }
    if (after.get(name) !== before.get(name)) {
      throw new Error(`Cannot update export ${name} as it is in use by ${users}`);
    }
  }
  for (const other of others) {
    for (const name of exportsOf([other]).keys()) {
      if (after.has(name)) {
        throw new Error(`Export with name ${name} is already exported by stack ${other.name}`);
      }
    }
  }
}
