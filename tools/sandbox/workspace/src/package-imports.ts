/** Finds the package imports of modules that esbuild wrote, and redirects them. */
import { isBuiltin } from 'node:module';

/** The imported names of each package; `*` is the package's whole namespace. */
export type PackageImports = ReadonlyMap<string, ReadonlySet<string>>;

/** esbuild writes each import as a separate statement at the start of a line. */
const IMPORT = /^import\s+(?:([^"';]+?)\s+from\s+)?"([^"]+)";$/gm;

/** Returns the merged imports of several modules, without Node.js's built-in modules. */
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

/** Returns a module that re-exports exactly the imported names of a package. */
export function reexports(name: string, names: ReadonlySet<string>): string {
  const from = `from ${JSON.stringify(name)};`;
  const named = [...names].filter((imported) => imported !== '*').sort();
  return [
    names.has('*') ? `export * ${from}` : `import ${JSON.stringify(name)};`,
    named.length > 0 ? `export { ${named.join(', ')} } ${from}` : '',
  ].join('\n');
}

/**
 * Returns the names in an import clause as the package exports them: `default`, `b` and `c` for
 * `a, { b, c as d }`.
 */
function importedNames(clause: string): readonly string[] {
  const named = /\{([^}]*)\}/.exec(clause)?.[1] ?? '';
  const rest = clause.replace(/\{[^}]*\}/, '').split(',');
  return [
    ...named.split(',').map((part) => part.trim().split(/\s+as\s+/)[0] ?? ''),
    ...rest.map((part) => (part.trim().startsWith('*') ? '*' : part.trim() && 'default')),
  ].filter((name) => name !== '');
}
