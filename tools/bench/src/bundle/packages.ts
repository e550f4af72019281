/** The packages in a bundle. */
import type { Metafile } from 'esbuild';

/** What is no package, but sources of the workspace. */
const OWN = 'this repository';

/** What esbuild adds: exports, helpers for CommonJS. */
const REST = 'esbuild';

/** Returns the bytes of each package in the first output of a build, by its name. */
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

/** The innermost package that a file belongs to. */
function packageOf(file: string): string {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? OWN;
}
