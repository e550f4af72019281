/** What a module that esbuild wrote imports from packages, and how to lead that elsewhere. */
import { isBuiltin } from 'node:module';

/** The names that are imported from each package; `*` is the package's whole namespace. */
export type PackageImports = ReadonlyMap<string, ReadonlySet<string>>;

/** esbuild writes each import as a statement of its own, at the start of a line. */
const IMPORT = /^import\s+(?:([^"';]+?)\s+from\s+)?"([^"]+)";$/gm;

/** The imports of several modules together. Node.js's own modules are left out. */
export function packageImports(modules: readonly string[]): PackageImports {
  const imports = new Map<string, Set<string>>();
  for (const [, clause = '', name = ''] of modules.flatMap((code) => [...code.matchAll(IMPORT)])) {
    if (isBuiltin(name)) continue;
    const names = imports.get(name) ?? new Set();
    for (const imported of importedNames(clause)) names.add(imported);
    imports.set(name, names);
  }
  return imports;
}

/** @param replacement the URL or path to import instead of a package. */
export function withPackagesFrom(code: string, replacement: (name: string) => string): string {
  return code.replace(IMPORT, (statement, _clause, name: string) =>
    isBuiltin(name)
      ? statement
      : statement.replace(/"[^"]+";$/, `${JSON.stringify(replacement(name))};`),
  );
}

/** A module that re-exports exactly what is imported from a package. */
export function reexports(name: string, names: ReadonlySet<string>): string {
  const from = `from ${JSON.stringify(name)};`;
  const named = [...names].filter((imported) => imported !== '*').sort();
  return [
    names.has('*') ? `export * ${from}` : `import ${JSON.stringify(name)};`,
    named.length > 0 ? `export { ${named.join(', ')} } ${from}` : '',
  ].join('\n');
}

/** Of `a, { b, c as d }` or `* as all`: the names as the package exports them. */
function importedNames(clause: string): readonly string[] {
  const named = /\{([^}]*)\}/.exec(clause)?.[1] ?? '';
  const rest = clause.replace(/\{[^}]*\}/, '').split(',');
  return [
    ...named.split(',').map((part) => part.trim().split(/\s+as\s+/)[0] ?? ''),
    ...rest.map((part) => (part.trim().startsWith('*') ? '*' : part.trim() && 'default')),
  ].filter((name) => name !== '');
}
