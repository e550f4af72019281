/** Splits a bundle's size by package. */
import type { Metafile } from 'esbuild';

/** The name for sources of the workspace. */
const OWN = 'this repository';

/** The name for code that esbuild adds: exports, CommonJS helpers. */
const REST = 'esbuild';

/** Returns the bytes of each package in the first output of a build, by package name. */
export function packagesIn({ outputs }: Pick<Metafile, 'outputs'>): ReadonlyMap<string, number> {
  const [output] = Object.values(outputs);
  const sizes = new Map<string, number>();
  const add = (name: string, bytes: number) => sizes.set(name, (sizes.get(name) ?? 0) + bytes);
  for (const [file, { bytesInOutput }] of Object.entries(output?.inputs ?? {})) {
    if (bytesInOutput > 0) add(packageOf(file), bytesInOutput);
  }
  const listed = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
  add(REST, (output?.bytes ?? 0) - listed);
  return sizes;
}

/** Returns the innermost package that a file belongs to. */
function packageOf(file: string): string {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? OWN;
}
